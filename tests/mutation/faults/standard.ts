import type { WrittenFaults } from "../collect-faults.ts";

/** What could go wrong with the vocabulary that both halves share. */
export const STANDARD_FAULTS: WrittenFaults = {
  "src/standard/header-name.ts": [
    ["a page may set Cookie", `  "cookie",\n`, ``],
    ["names that only begin like Sec- are ordinary", `name.startsWith("sec-")`, `name === "sec-"`],
    ["names that begin with Proxy- are ordinary", `name.startsWith("proxy-") || `, ``],
    ["Set-Cookie can be exposed", `name === "set-cookie" || name === "set-cookie2"`, `name === "set-cookie2"`],
    ["the protocol's names are kept as they are written", `known.toLowerCase() === name`, `known === name`],
    ["Max-Age is no header of the protocol", `  "Access-Control-Max-Age",\n`, ``],
  ],
  "src/standard/method.ts": [
    ["PUT needs no permission", `new Set(["GET", "HEAD", "POST"])`, `new Set(["GET", "HEAD", "POST", "PUT"])`],
    ["a safelisted method may be in any case", `SAFELISTED.has(method)`, `SAFELISTED.has(method.toUpperCase())`],
    ["a forbidden method in lower case is allowed", `FORBIDDEN.has(method.toUpperCase())`, `FORBIDDEN.has(method)`],
    ["patch becomes PATCH", `"OPTIONS", "POST", "PUT"]`, `"OPTIONS", "PATCH", "POST", "PUT"]`],
    ["a method outside ASCII becomes POST", ` && isToken(method) ? upperCase`, ` ? upperCase`],
  ],
  "src/standard/origin.ts": [
    ["the longest origin is one too short", `64 + 3 + 253 + 1 + 5`, `64 + 3 + 253 + 5`],
    ["an opaque origin is the text null", `return origin === "null" ? undefined : origin;`, `return origin;`],
    [
      "asks a function that tires of ü",
      `const { origin } = new URL(url);`,
      `if (!URL.canParse(url)) return undefined;\n    const { origin } = new URL(url);`,
    ],
    ["a scheme may have spaces behind it", `/^[a-z][a-z0-9+.-]*$/.test(scheme)`, `/^[a-z][a-z0-9+.-]*/.test(scheme)`],
    ["whatever ends in localhost is this machine", `host.endsWith(".localhost")`, `host.endsWith("localhost")`],
    [
      "a name that begins like an address is this machine",
      `/^127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}$/.test(host)`,
      `/^127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}/.test(host)`,
    ],
    [
      "only the first address of this machine is known",
      `/^127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}$/.test(host)`,
      `/^127\\.0\\.0\\.1$/.test(host)`,
    ],
  ],
  "src/standard/public-suffix.ts": [
    ["names that a company hands out are its own", `allowPrivateDomains: true`, `allowPrivateDomains: false`],
  ],
  "src/standard/token.ts": [
    ["a tilde is no part of a token", `|~-]/`, `|-]/`],
    ["what is not ASCII is part of a token", `!== 1) return false`, `=== 0) return false`],
    ["no text at all is a token", `return text.length > 0;`, `return true;`],
    ["only the first character is looked at", `index < text.length; index += 1`, `index < 1; index += 1`],
    ["a colon is part of a token", `[\\w!#`, `[\\w:!#`],
  ],
  "src/standard/vary.ts": [
    ["names are added beside the star", `if (members.includes("*")) return "*";`, ``],
    ["a name in another case is added again", `seen.has(name.toLowerCase())`, `seen.has(name)`],
    ["a name that is added twice stands there twice", `    seen.add(name.toLowerCase());\n`, ``],
    ["empty members are kept", `    .filter((member) => member !== "");`, `;`],
    ["what was there is forgotten", `return members.join(", ");`, `return names.join(", ");`],
    [
      "what was there is in lower case",
      `.map((member) => member.trim())`,
      `.map((member) => member.trim().toLowerCase())`,
    ],
  ],
};
