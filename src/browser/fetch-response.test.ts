import { describe, expect, it } from "vitest";
import { isNullBodyStatus, isOkStatus, isRedirectStatus } from "./fetch-response.ts";

const STATUSES = Array.from({ length: 1000 }, (_, status) => status);

describe("the statuses of the standard", () => {
  it("are redirects", () => {
    expect(STATUSES.filter(isRedirectStatus)).toEqual([301, 302, 303, 307, 308]);
  });

  it("have no body", () => {
    expect(STATUSES.filter(isNullBodyStatus)).toEqual([101, 103, 204, 205, 304]);
  });

  it("are ok", () => {
    expect(STATUSES.filter(isOkStatus)).toEqual(STATUSES.slice(200, 300));
  });
});
