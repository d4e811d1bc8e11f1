// Where the modules lie as files, the hash is Kit's; pages are served Kit's own (KitScript.Sha256) under this name.
export { Sha256 } from "../../Kit/Words/sha256.mjs";
