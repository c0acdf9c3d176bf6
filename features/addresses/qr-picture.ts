/** A QR code (ISO/IEC 18004) as a picture for screens and for print. */
import { encodeQR } from 'qr';
import { greyPng } from './grey-png.ts';

/** White around the code, which readers need: ISO/IEC 18004 section 9.1 asks for four modules. */
const border = 4;
/** Pixels of one module in the PNG: sharp in print at the size of a stamp. */
const pixels = 8;

function modules(text: string): boolean[][] {
  // Level M repairs 15 %: a crease or a coffee stain.
  return encodeQR(text, 'raw', { ecc: 'medium', border });
}

/** Black on white in both themes: readers look for dark on light. */
export function qrSvg(text: string): string {
  const rows = modules(text);
  const size = rows.length;
  const dark = rows
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${dark}"/></svg>`;
}

export function qrPng(text: string): Buffer {
  const rows = modules(text);
  const size = rows.length * pixels;
  return greyPng(size, size, (x, y) => rows[Math.floor(y / pixels)]?.[Math.floor(x / pixels)] !== true);
}
