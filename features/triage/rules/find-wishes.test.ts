import { describe, expect, it } from 'vitest';
import { findWishes } from './find-wishes.ts';

const wished = (language: string, text: string): string[] =>
  findWishes(text, language).map(({ wish }) => wish);

describe('what a customer wants', () => {
  it.each([
    ['en', 'THIS IS A JOKE. I WANT MY MONEY BACK NOW!!!', ['refund']],
    ['en', 'Refund me. You people are useless.', ['refund']],
    ['en', 'I demand a replacement or a full refund.', ['replacement', 'refund']],
    ['en', 'I do not want a replacement. I want my money back.', ['refund']],
    ['en', 'Cancel my membership immediately and confirm it.', ['cancellation']],
    ['en', 'Where is my parcel? Nobody answers.', ['delivery']],
    ['en', 'Let me talk to your manager, please.', ['person']],
    ['en', 'Please call me back today.', ['call']],
    ['en', 'Please delete my account and all data.', ['deletion']],
    ['en', 'Could you send me an invoice?', ['invoice']],
    ['en', 'Can you explain why it happened?', ['explanation']],
    ['en', 'Please help, it does not sync.', ['help']],
    ['en', 'I want a refund and I expect an answer by Friday. Please help.', ['refund', 'answer']],
    ['en', 'Thank you for the refund. The ring works.', []],
    ['en', 'The ring was replaced last year and the app shows nothing.', []],
    ['en', 'My ring does not sync since Tuesday.', []],
    ['de', 'Ich will mein Geld zurück!', ['refund']],
    ['de', 'Ich möchte keinen Ersatz.', []],
    ['de', 'Bitte kündigen Sie meine Mitgliedschaft.', ['cancellation']],
    ['de', 'Wo bleibt mein Paket? Ich warte seit Wochen.', ['delivery']],
    ['de', 'Ich erwarte endlich eine Antwort.', ['answer']],
    ['fr', 'Je veux être remboursé immédiatement.', ['refund']],
    ['fr', 'Rappelez-moi, merci de faire vite.', ['call']],
    ['fr', 'Je ne veux pas de remboursement, je veux un échange.', ['replacement']],
    ['fr', 'Pouvez-vous m’aider ?', ['help']],
    ['fi', 'Vaadin rahat takaisin!', ['refund']],
    ['fi', 'Milloin saan vastauksen? Missä on pakettini?', ['delivery', 'answer']],
    ['fi', 'En halua uuden tilalle.', []],
    ['es', 'Quiero que me reembolsen ya.', ['refund']],
    ['es', '¿Dónde está mi pedido?', ['delivery']],
    ['es', 'Gracias por el reembolso.', []],
    ['ja', '返金してください。', ['refund']],
    ['ja', '責任者からご連絡ください。', ['person', 'answer']],
    ['ja', '交換は不要です。', []],
    ['', 'Ich will mein Geld zurück.', ['refund']],
    ['en', '', []],
  ])('%s: %s', (language, text, wanted) => expect(wished(language, text)).toEqual(wanted));

  it('leads to the sentence, as it was written', () => {
    const text = 'Hello.\nI WANT MY MONEY BACK NOW! Bye.';
    const [told] = findWishes(text, 'en');
    expect(told?.quote).toBe('I WANT MY MONEY BACK NOW!');
    expect(text.slice(told?.start, told?.end)).toBe(told?.quote);
  });

  it('a text made to cost much costs little', () => {
    for (const text of ['please refund '.repeat(80_000), 'refund. '.repeat(120_000), '?'.repeat(1_000_000)]) {
      const started = performance.now();
      expect(findWishes(text, 'en').length).toBeLessThanOrEqual(3);
      expect(performance.now() - started).toBeLessThan(1_000);
    }
  });
});
