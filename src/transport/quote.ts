/** Somebody else's bytes in quotes, with everything escaped that is not printable ASCII: it may stand in a terminal. */
export function quote(bytes: string): string {
  return JSON.stringify(bytes).replaceAll(/[^ -~]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
