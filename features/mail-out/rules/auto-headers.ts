/** Headers that tell other machines what kind of mail this is. */
import type { MailKind } from '../content.ts';

/**
 * Automatic mail says so, so that no well-behaved machine answers it: RFC 3834 section 5, and two older habits that
 * Exchange (X-Auto-Response-Suppress) and vacation programs (Precedence) still follow. A person's answer carries none
 * of them: marked as automatic it would be hidden by some mail programs and never answered.
 */
export function autoHeaders(kind: MailKind | 'canary'): Record<string, string> {
  switch (kind) {
    case 'reply':
      return {};
    case 'acknowledgement':
      return {
        'Auto-Submitted': 'auto-replied',
        'X-Auto-Response-Suppress': 'All',
        Precedence: 'auto_reply',
      };
    case 'notification':
    case 'canary':
      return { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', Precedence: 'bulk' };
  }
}
