// Where the modules lie as files, this is Kit's; pages are served Kit's own (KitScript.BrowserTable) under this name.
export { NoStore, browserTable } from "../../../Kit/Words/browser-table.mjs";
