import { describe, expect, it } from "vitest";
import { network } from "./network.ts";

describe("network", () => {
  it("takes every option, and undefined for any of them", () => {
    const options = {
      timeout: 1,
      connectTimeout: 1,
      idleTimeout: 2_147_483_647,
      maxHeaderBytes: 1,
      maxBodyBytes: Number.MAX_SAFE_INTEGER,
      keepAlive: false,
      tls: { rejectUnauthorized: false, ca: [] },
      resolve: () => undefined,
      proxy: () => undefined,
    };
    expect(network(options)).toBeTypeOf("function");
    const none = Object.fromEntries(Object.keys(options).map((name) => [name, undefined]));
    expect(network(none)).toBeTypeOf("function");
  });

  it("tells all mistakes in its options at once", () => {
    const options = {
      timeout: 0,
      connectTimeout: 2 ** 31,
      idleTimeout: Number.NaN,
      maxHeaderBytes: "64k",
      keepAlive: 1,
      timeOut: 5,
      tls: { rejectUnauthorised: false, rejectUnauthorized: "no" },
      resolve: "127.0.0.1",
      proxy: "http://127.0.0.1:3128",
    };
    expect(() => network(options as never)).toThrow(
      new TypeError(
        "network() was given what it cannot use: timeout has to be milliseconds, 1 to 2147483647; " +
          "connectTimeout has to be milliseconds, 1 to 2147483647; idleTimeout has to be milliseconds, 1 to 2147483647; " +
          "maxHeaderBytes has to be a number of bytes, 1 or more; keepAlive has to be true or false; " +
          "there is no option timeOut; resolve has to be a function; proxy has to be a function; there is no option tls.rejectUnauthorised; " +
          "tls.rejectUnauthorized has to be true or false.",
      ),
    );
  });

  it("refuses a certificate that is none when it is given, not when it is needed", () => {
    const says =
      "network() was given what it cannot use: tls.ca has to be certificates in PEM, not the path of a file.";
    const wrong = "-----BEGIN CERTIFICATE-----\nno\n-----END CERTIFICATE-----";
    for (const ca of [wrong, "./ca.pem", Buffer.from(wrong), [wrong], [5]]) {
      expect(() => network({ tls: { ca: ca as string } })).toThrow(new TypeError(says));
    }
  });
});
