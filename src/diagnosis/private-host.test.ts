import { describe, expect, it } from "vitest";
import { isPrivateHost } from "./private-host.ts";

describe("isPrivateHost", () => {
  it.each(["localhost", "a.localhost", "127.0.0.1", "127.9.9.9", "[::1]", "10.0.0.1", "172.16.0.1", "172.31.255.1"])(
    "%s is private",
    (host) => expect(isPrivateHost(host)).toBe(true),
  );

  it.each(["192.168.1.1", "169.254.1.1", "[fd00::1]", "[fe80::1]", "printer.local", "db.internal"])(
    "%s is private too",
    (host) => expect(isPrivateHost(host)).toBe(true),
  );

  it.each(["example.com", "8.8.8.8", "172.32.0.1", "192.169.0.1", "[2001:db8::1]", "10.example.com", "local", "1.2.3"])(
    "%s is not",
    (host) => expect(isPrivateHost(host)).toBe(false),
  );
});
