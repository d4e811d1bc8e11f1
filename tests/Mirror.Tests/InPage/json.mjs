// The page's reader of JSON beside the language's own: the same values, and nothing of what has two readings. Prints what differs.
import { pathToFileURL } from "node:url";

const { canonicalObjectOf, jsonOf } = await import(pathToFileURL(`${process.argv[2]}/src/Mirror/InPage/json.mjs`));
const bytes = (text) => new TextEncoder().encode(text);
const spelt = (value) => JSON.stringify(value);

const good = ["{}", "[]", " { \"a\" : [ 1 , -2 , 0 , true , false , null ] } \r\n\t", "{\"\\u0061\":\"\\ud83d\\ude00\\n\\\"\\\\/\"}", "{\"__proto__\":{\"constructor\":1}}", "[[[[]]]]", "[9007199254740991]", "[{\"a\":{\"b\":[]}},\"\"]", `[${"[".repeat(63)}${"]".repeat(63)}]`];
for (const text of good) {
  if (spelt(jsonOf(bytes(text))) !== spelt(JSON.parse(text))) console.log(`should be read: ${text}`);
}

const bad = [
  "", " ", "1", "\"a\"", "null", "true", "{", "}", "[", "{}{}", "{}x", "{} 1", "[1,]", "[,1]", "{,}", "{\"a\":1,}", "{\"a\"}", "{\"a\":}", "{a:1}", "{1:1}", "[1 2]", "[\"a\" \"b\"]", "{\"a\":1 \"b\":2}", "{\"a\" 1}",
  "{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":2}", "{\"b\":{\"a\":1,\"a\":2}}", "[1.0]", "[1e2]", "[01]", "[+1]", "[-]", "[.5]", "[0x1]", "[9007199254740992]", "[\"\\ud800\"]", "{\"\\udc00\":1}", "[\"\t\"]", "[\"\\x\"]", "[\"\\u00g0\"]", "['a']",
  "[truefalse]", "[tru]", "[NaN]", "[nullx]", "\ufeff{}", "[\u00a01]", "/**/{}", "[:]", "[1:2]", "{\"a\":1]", "[1}", `[${"[".repeat(64)}${"]".repeat(64)}]`,
];
for (const text of bad) {
  if (jsonOf(bytes(text)) !== null) console.log(`should not be read: ${text}`);
}
if (jsonOf(Uint8Array.of(0x5b, 0x22, 0xff, 0x22, 0x5d)) !== null) console.log("what is not UTF-8 is read");
if (jsonOf(bytes(`["${"\\n".repeat(300000)}${"a".repeat(300000)}"]`)) === null) console.log("a long text is not read");

const canonical = ["{}", "{\"a\":[1,1.5,1e+21,\"\\u0001\\n\u007f\u2028é\"],\"b\":null}", "{\"\":0,\"A\":{},\"a\":[]}", "{\"é\":1,\"😀\":2,\"ﬁ\":3}"];
for (const text of canonical) if (canonicalObjectOf(bytes(text)) === null) console.log(`is canonical: ${text}`);
const other = ["[]", "1", "{ }", "{\"b\":1,\"a\":1}", "{\"a\":1,\"a\":1}", "{\"a\":1.0}", "{\"a\":-0}", "{\"a\":1E2}", "{\"a\":\"\\u0041\"}", "{\"a\":\"\\/\"}", "{\"a\":\"\\ud800\"}", "{\"a\":9007199254740993}", "{\"a\":1e999}", "{\"ﬁ\":3,\"😀\":2}"];
for (const text of other) if (canonicalObjectOf(bytes(text)) !== null) console.log(`is not canonical: ${text}`);
