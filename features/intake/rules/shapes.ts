/** Numbers by their shape: `#` a digit, `@` a letter, `*` either. Compared place by place, so in linear time. */

const isDigit = (sign: string): boolean => sign >= '0' && sign <= '9';
const isLetter = (sign: string): boolean => sign >= 'a' && sign <= 'z';

/** Does a folded code have this shape? */
export function hasShape(code: string, shape: string): boolean {
  if (code.length !== shape.length) return false;
  for (let at = 0; at < shape.length; at += 1) {
    const [wanted, sign] = [shape[at] ?? '', code[at] ?? ''];
    const fits =
      wanted === '#'
        ? isDigit(sign)
        : wanted === '*'
          ? isDigit(sign) || isLetter(sign)
          : wanted === '@'
            ? isLetter(sign)
            : wanted.toLowerCase() === sign;
    if (!fits) return false;
  }
  return true;
}

export function hasAnyShape(code: string, shapes: readonly string[]): boolean {
  return shapes.some((shape) => hasShape(code, shape));
}
