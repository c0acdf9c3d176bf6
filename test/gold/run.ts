/** `npm run gold [-- --language de] [--half odd|even] [--verbose]`: reads the gold set with the product, prints the scores. */
import { parseArgs } from 'node:util';
import { isInHalf, readGoldMails } from './mails.ts';
import { readWithProduct } from './reader.ts';
import { score } from './score.ts';
import { confusionList, factTable, missList, scoreTable } from './table.ts';
import { LANGUAGES } from './vocabulary.ts';

const { values } = parseArgs({
  options: {
    verbose: { type: 'boolean', default: false },
    language: { type: 'string' },
    half: { type: 'string' },
  },
});
const languages = LANGUAGES.filter((language) => !values.language || values.language === language);
if (languages.length === 0) throw new Error(`The gold set has ${LANGUAGES.join(', ')}.`);
const { half } = values;
if (half !== undefined && half !== 'odd' && half !== 'even') throw new Error('The halves are odd and even.');

const mails = languages.flatMap(readGoldMails).filter((mail) => half === undefined || isInHalf(mail, half));
const started = performance.now();
const readings = await readWithProduct(mails);
const seconds = (performance.now() - started) / 1000;

const total = score(mails, readings);
const byLanguage = new Map(
  languages.map((language) => [
    language,
    score(
      mails.filter((mail) => mail.language === language),
      readings,
    ),
  ]),
);
const parts = [scoreTable(byLanguage, total), factTable(total), confusionList(total)];
if (values.verbose) parts.unshift(missList(total.misses));
process.stdout.write(`${parts.join('\n\n')}\n\n${mails.length} mails in ${seconds.toFixed(1)} s\n`);
