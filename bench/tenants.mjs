/**
 * The origins of as many tenants, all of one length, each in one piece as it would be read from somewhere: what JavaScript has put
 * together is a tree of pieces.
 *
 * @param {number} length
 */
export function tenants(length) {
  return Array.from({ length }, (_, index) => {
    const origin = `https://tenant-${String(index).padStart(7, "0")}.example.com`;
    return Buffer.from(origin, "latin1").toString("latin1");
  });
}
