import { QuoteType, Tokenizer } from 'htmlparser2';
import { BLOCK, LOOSE, PARAGRAPH, SKIPPED, VOID } from './html-elements.ts';
import { classifyElement, type ElementRole } from './html-roles.ts';
import { mailLimits } from './limits.ts';

/** One line of text as a reader of the HTML sees it, with what its elements say about it. */
export type HtmlLine = {
  text: string;
  /** 'yes' inside an element that programs use for quoted history; 'maybe' inside a bare indentation. */
  quoted: 'no' | 'maybe' | 'yes';
  /** What begins at this line, said by an id or class of a mail program. */
  mark: 'cut' | 'label-cut' | 'attribution' | null;
  signature: boolean;
};

type Open = { name: string; role: ElementRole; quoteBefore: HtmlLine['quoted'] };

/**
 * Reads HTML as lines of text. Linear in its length: a tokenizer without a tree, and a stack that stops growing at
 * `mailLimits.htmlDepth`. Never throws; scripts, styles and hidden elements give no text.
 */
export function htmlToLines(html: string): HtmlLine[] {
  const reader = new LineReader(
    html.length > mailLimits.htmlLength ? html.slice(0, mailLimits.htmlLength) : html,
  );
  return reader.read();
}

/** The text of HTML for reading, searching and storing. */
export function htmlToText(html: string): string {
  return joinLines(htmlToLines(html).map((line) => line.text));
}

/** Puts lines together, at most one blank line between two others. */
export function joinLines(lines: readonly string[]): string {
  return lines
    .join('\n')
    .replace(/\n[ \n]*\n[ \n]*\n/g, '\n\n')
    .trim();
}

class LineReader {
  readonly #html: string;
  readonly #lines: HtmlLine[] = [];
  readonly #stack: Open[] = [];
  #pieces: string[] = [];
  #blank = true;
  #space = false;
  #quoted: HtmlLine['quoted'] = 'no';
  #signatureDepth = 0;
  #gmailDepth = 0;
  #preDepth = 0;
  #skipDepth = 0;
  #skipName = '';
  #overflow = 0;
  #mark: HtmlLine['mark'] = null;
  #name = '';
  #attributes = new Map<string, string>();
  #attributeName = '';
  #attributeValue = '';

  constructor(html: string) {
    this.#html = html;
  }

  read(): HtmlLine[] {
    const html = this.#html;
    const tokenizer = new Tokenizer(
      { decodeEntities: true },
      {
        ontext: (start, end) => this.#text(html.slice(start, end)),
        ontextentity: (code) => this.#text(String.fromCodePoint(code)),
        onopentagname: (start, end) => {
          this.#name = html.slice(start, Math.min(end, start + 32)).toLowerCase();
          this.#attributes.clear();
        },
        onattribname: (start, end) => {
          this.#attributeName = html.slice(start, Math.min(end, start + 32)).toLowerCase();
          this.#attributeValue = '';
        },
        onattribdata: (start, end) => {
          if (this.#attributeValue.length < 1_000)
            this.#attributeValue += html.slice(start, Math.min(end, start + 1_000));
        },
        onattribentity: (code) => {
          if (this.#attributeValue.length < 1_000) this.#attributeValue += String.fromCodePoint(code);
        },
        onattribend: (quote) => {
          if (this.#attributes.size < 30)
            this.#attributes.set(
              this.#attributeName,
              quote === QuoteType.NoValue ? '' : this.#attributeValue,
            );
        },
        onopentagend: () => this.#open(),
        onselfclosingtag: () => this.#open(),
        onclosetag: (start, end) =>
          this.#close(
            html
              .slice(start, Math.min(end, start + 32))
              .trim()
              .toLowerCase(),
          ),
        oncomment: () => undefined,
        oncdata: () => undefined,
        ondeclaration: () => undefined,
        onprocessinginstruction: () => undefined,
        onend: () => undefined,
      },
    );
    tokenizer.write(html);
    tokenizer.end();
    this.#break();
    return this.#lines;
  }

  #text(text: string): void {
    if (this.#skipDepth > 0 || text === '') return;
    if (this.#preDepth > 0 && text.includes('\n')) {
      text.split('\n').forEach((line, index) => {
        if (index > 0) this.#break();
        if (line !== '') this.#append(line);
      });
      return;
    }
    if (this.#preDepth > 0) {
      this.#append(text);
      return;
    }
    const collapsed = text.replace(/[ \t\r\n\f\u00a0]+/g, ' ');
    if (collapsed === ' ') {
      this.#space = true;
      return;
    }
    if (collapsed.startsWith(' ')) this.#space = true;
    this.#append(collapsed.trim());
    if (collapsed.endsWith(' ')) this.#space = true;
  }

  #append(text: string): void {
    if (this.#space && !this.#blank) this.#pieces.push(' ');
    this.#space = false;
    this.#pieces.push(text);
    this.#blank = false;
  }

  /** Ends the current line; an empty one is kept as a blank line only when asked to. */
  #break(keepEmpty = false): void {
    if (!this.#blank || keepEmpty) {
      this.#lines.push({
        text: this.#pieces.join(''),
        quoted: this.#quoted,
        mark: this.#blank ? null : this.#mark,
        signature: this.#signatureDepth > 0,
      });
      if (!this.#blank) this.#mark = null;
    }
    this.#pieces = [];
    this.#blank = true;
    this.#space = false;
  }

  #paragraph(): void {
    this.#break();
    const last = this.#lines[this.#lines.length - 1];
    if (last && last.text !== '') this.#break(true);
  }

  #open(): void {
    const name = this.#name;
    if (this.#skipDepth > 0) {
      if (name === this.#skipName && !VOID.has(name)) this.#skipDepth++;
      return;
    }
    if (name === 'br') {
      this.#break(true);
      return;
    }
    if (PARAGRAPH.has(name)) this.#paragraph();
    else if (BLOCK.has(name)) this.#break();
    else if (name === 'td' || name === 'th') this.#space = true;
    const role = classifyElement(name, this.#attributes, this.#gmailDepth > 0);
    if (role.mark !== null) {
      this.#break();
      this.#mark = role.mark;
    }
    if (VOID.has(name)) return;
    if (SKIPPED.has(name) || role.hidden) {
      // A closing tag that is missing must not hide the rest of the mail: head ends at body.
      if (name !== 'head' && !LOOSE.has(name)) {
        this.#skipDepth = 1;
        this.#skipName = name;
      }
      return;
    }
    if (name === 'li') this.#pieces.push('- ');
    if (LOOSE.has(name)) return;
    if (this.#stack.length >= mailLimits.htmlDepth) {
      this.#overflow++;
      return;
    }
    this.#stack.push({ name, role, quoteBefore: this.#quoted });
    if (role.quoted !== 'no' && this.#quoted !== 'yes') this.#quoted = role.quoted;
    if (role.signature) this.#signatureDepth++;
    if (role.gmail) this.#gmailDepth++;
    if (name === 'pre') this.#preDepth++;
  }

  #close(name: string): void {
    if (this.#skipDepth > 0) {
      if (name === this.#skipName) this.#skipDepth--;
      return;
    }
    if (PARAGRAPH.has(name)) this.#paragraph();
    else if (BLOCK.has(name)) this.#break();
    if (VOID.has(name) || LOOSE.has(name)) return;
    if (this.#overflow > 0) {
      this.#overflow--;
      return;
    }
    let at = this.#stack.length - 1;
    while (at >= 0 && this.#stack[at]?.name !== name) at--;
    if (at < 0) return;
    while (this.#stack.length > at) this.#leave(this.#stack.pop());
  }

  #leave(open: Open | undefined): void {
    if (!open) return;
    if (open.role.quoted !== 'no' || open.role.signature) this.#break();
    this.#quoted = open.quoteBefore;
    if (open.role.signature) this.#signatureDepth--;
    if (open.role.gmail) this.#gmailDepth--;
    if (open.name === 'pre') this.#preDepth--;
  }
}
