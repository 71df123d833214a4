/** What a drawing looks like, as attributes: a file has no style sheet of this page. */
const PROPERTIES = [
  "fill",
  "fill-opacity",
  "paint-order",
  "stroke",
  "stroke-linejoin",
  "stroke-width",
  "stroke-dasharray",
  "font-family",
  "font-size",
  "font-weight",
  "text-decoration",
] as const;

/** What only means something on the page. */
const NO_PART_OF_A_FILE = [
  "class",
  "data-row",
  "role",
  "tabindex",
  "aria-label",
  "aria-orientation",
  "aria-valuemin",
  "aria-valuemax",
  "aria-valuenow",
  "aria-valuetext",
];

/** Longest wait before the address of a download is given back, in milliseconds. */
const DOWNLOAD_WAIT = 10_000;

/** Saves a picture of the page as a file that stands on its own. */
export function downloadSvg(svg: SVGSVGElement, name: string): void {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(standalone(svg))}\n`;
  const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), DOWNLOAD_WAIT);
}

/** A copy with the colours and letters that it has on the screen. */
function standalone(svg: SVGSVGElement): Node {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll("*")];
  for (const [index, element] of [copy, ...copy.querySelectorAll("*")].entries()) {
    const original = originals[index];
    if (original === undefined) continue;
    const style = getComputedStyle(original);
    for (const property of PROPERTIES) {
      const value = style.getPropertyValue(property);
      if (value !== "" && value !== "none 0px") element.setAttribute(property, value);
    }
    for (const attribute of NO_PART_OF_A_FILE) element.removeAttribute(attribute);
  }
  const background = document.createElementNS(svg.namespaceURI, "rect");
  for (const [key, value] of [
    ["width", "100%"],
    ["height", "100%"],
    ["fill", getComputedStyle(document.body).backgroundColor],
  ] as const)
    background.setAttribute(key, value);
  copy.prepend(background);
  return copy;
}
