/** True when an editor's HTML holds no words and no picture. */
export function isEmptyHtml(html: string): boolean {
  if (/<(img|hr)\b/i.test(html)) return false;
  return html.replace(/<[^>]*>/g, '').replace(/&nbsp;|\u00a0|\s/g, '') === '';
}
