import { describe, expect, it } from "vitest";
import { isBlockedPort } from "./blocked-port.ts";

/** The protocols that the standard wants left alone, as its table names them, each with its ports. */
const PROTOCOLS: Readonly<Record<string, readonly number[]>> = {
  none: [0, 77, 87],
  "testing and time": [1, 7, 9, 11, 13, 15, 17, 19, 37, 123],
  files: [20, 21, 69, 115, 548, 556, 989, 990, 2049],
  terminals: [22, 23, 95, 512, 513, 514, 6000],
  mail: [25, 109, 110, 143, 465, 587, 993, 995, 4190],
  names: [42, 43, 53, 79, 101, 137, 139, 389, 427, 636],
  news: [119, 532, 563],
  calls: [102, 111, 113, 135, 161, 179, 530],
  printing: [515, 6566],
  chat: [531, 6665, 6666, 6667, 6668, 6669, 6679, 6697],
  media: [554, 1719, 1720, 5060, 5061],
  others: [103, 104, 117, 526, 540, 601, 1723, 3659, 4045, 10_080],
};

describe("isBlockedPort", () => {
  it("is true of the ports in the standard's table, and of no other", () => {
    const blocked: number[] = [];
    for (let port = 0; port < 65_536; port += 1) {
      if (isBlockedPort(new URL(`https://api.example.com:${port}/`))) blocked.push(port);
    }
    expect(blocked).toEqual(
      Object.values(PROTOCOLS)
        .flat()
        .sort((one, other) => one - other),
    );
  });

  it("is false where a URL says no port, as that is the scheme's own", () => {
    expect(isBlockedPort(new URL("http://api.example.com/"))).toBe(false);
  });
});
