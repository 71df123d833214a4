import { describe, expect, it } from "vitest";
import type { RequestFlags } from "./check-flags.ts";
import { readRequestFile } from "./request-file.ts";

function read(text: string, common: RequestFlags = {}): ReturnType<typeof readRequestFile> {
  return readRequestFile(text, "requests.txt", common, (data) => data);
}

describe("readRequestFile", () => {
  it("reads a request from each line, with its number", () => {
    const text = [
      "# What our pages ask.",
      "",
      "https://api.example.com/me --from https://app.example.com --credentials include # the profile",
      `crossorigin check https://api.example.com/orders --from https://app.example.com -X PUT -H 'Content-Type: application/json' -d '{"a": 1}' --expect blocked`,
    ];
    expect(read(`\uFEFF${text.join("\r\n")}\r\n`)).toMatchObject([
      { line: 3, url: "https://api.example.com/me", credentials: "include" },
      { line: 4, method: "PUT", headers: [["Content-Type", "application/json"]], body: '{"a": 1}', expect: "blocked" },
    ]);
  });

  it("takes what a line does not say from the command line", () => {
    const common: RequestFlags = { from: "https://app.example.com", expect: "allowed", profile: ["firefox"] };
    const text =
      "https://api.example.com/a\nhttps://api.example.com/b --from https://b.example --expect blocked --profile webkit";
    expect(read(text, common)).toMatchObject([
      { from: "https://app.example.com", expect: "allowed", profiles: ["firefox"] },
      { from: "https://b.example", expect: "blocked", profiles: ["webkit"] },
    ]);
  });

  it("tells every mistake at once, each with its line", () => {
    const text = [
      "https://api.example.com/ --from https://app.example.com",
      "localhost:8080 --from https://app.example.com",
      "https://api.example.com/ --from https://app.example.com -H 'a",
      "https://api.example.com/",
      "https://api.example.com/ --form https://app.example.com",
      "https://api.example.com/ https://b.example/ --from https://app.example.com",
      "--from https://app.example.com",
      "https://api.example.com/ --from https://app.example.com --help",
    ];
    expect(() => read(text.join("\n"))).toThrow(
      [
        'requests.txt:2: "localhost:8080" has no scheme. Did you mean http://localhost:8080? (A page that asks for it as it stands fails too: CorsDisabledScheme.)',
        "requests.txt:3: A quotation mark is not closed, or nothing follows a backslash.",
        "requests.txt:4: Say which page asks: --from https://app.example.com (its origin, or the page's URL).",
        "requests.txt:5: unknown option '--form' (Did you mean --from?)",
        "requests.txt:6: too many arguments. Expected 1 argument but got 2.",
        "requests.txt:7: missing required argument 'url'",
        "requests.txt:8: unknown option '--help'",
      ].join("\n       "),
    );
  });

  it("tells twenty of very many", () => {
    expect(() => read("x\n".repeat(1000), { from: "null" })).toThrow(/requests\.txt:20: .*\n +\(and 980 more\)$/);
  });

  it.each(["", "\n\n", "# nothing\n"])("refuses %j, which holds none", (text) => {
    expect(() => read(text)).toThrow("requests.txt holds no request");
  });
});
