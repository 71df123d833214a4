import { X509Certificate } from "node:crypto";

import { expect, test } from "vitest";

import { selfSignedCertificate } from "./certificate.ts";

test("every length in a certificate takes as few bytes as it can: Chromium ends the handshake otherwise", () => {
  const { raw } = new X509Certificate(selfSignedCertificate().cert);

  const lengths = lengthsIn(raw);

  expect(lengths.some(({ value }) => value >= 0x80 && value <= 0xff)).toBe(true);
  for (const { value, bytes } of lengths) expect(bytes).toBe(value < 0x80 ? 1 : value < 0x1_00 ? 2 : 3);
});

/** The length of each element, and how many bytes tell it; what is constructed is looked into. */
function lengthsIn(der: Buffer): { value: number; bytes: number }[] {
  const found: { value: number; bytes: number }[] = [];
  for (let place = 0; place < der.length;) {
    const tag = der[place] ?? 0;
    const first = der[place + 1] ?? 0;
    const more = first < 0x80 ? 0 : first - 0x80;
    const value = more === 0 ? first : der.readUIntBE(place + 2, more);
    const start = place + 2 + more;
    found.push({ value, bytes: 1 + more });
    if ((tag & 0x20) !== 0) found.push(...lengthsIn(der.subarray(start, start + value)));
    place = start + value;
  }
  return found;
}
