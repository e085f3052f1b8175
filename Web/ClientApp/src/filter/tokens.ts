import { isField, keywords } from './fields';

/** What a piece of a filter is to the eye; the API alone says what is right. */
export type TokenKind = 'blank' | 'keyword' | 'operator' | 'bracket' | 'field' | 'value' | 'text' | 'set';

export interface Token {
  kind: TokenKind;
  text: string;
  start: number;
}

// The grammar of docs/filter.md: a word is all but blanks and ( ) , = ! < > " ' & |
const pattern = /\s+|&&|\|\||[<>=!]=|<>|[<>=!]|[(),]|"(?:\\[^]|[^"\\])*"?|'(?:\\[^]|[^'\\])*'?|[^\s(),=!<>"'&|]+|[^]/g;

/** Cuts a filter into pieces that together are the text again, whatever it is. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let operand = false;
  for (const match of text.matchAll(pattern)) {
    const kind = kindOf(match[0], operand);
    // Right of a comparison stand values, until the next condition begins.
    if (kind === 'operator' || (kind === 'keyword' && /^(?:in|like)$/i.test(match[0]))) operand = true;
    else if (kind === 'keyword') operand = false;
    tokens.push({ kind, text: match[0], start: match.index });
  }
  return tokens;
}

function kindOf(text: string, operand: boolean): TokenKind {
  if (/^\s/.test(text)) return 'blank';
  if (text === '&&' || text === '||' || text === '!') return 'keyword';
  if (/^[<>=!]/.test(text)) return 'operator';
  if (/^[(),]$/.test(text)) return 'bracket';
  if (/^["']/.test(text)) return operand ? 'text' : 'field';
  if (text.startsWith('@')) return 'set';
  if (keywords.has(text.toLowerCase())) return 'keyword';
  return operand && !isField(text) ? 'value' : 'field';
}
