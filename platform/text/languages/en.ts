/** English, as far as statements are read in it. */
import type { Language } from '../language.ts';
import { forms } from '../lexicon.ts';

export const english: Language = {
  tag: 'en',
  unspaced: false,
  ordinalDots: false,
  umlauts: false,
  objectFirst: false,
  clitics: false,
  abbreviations: forms(`
    e.g | i.e | no | nr | vs | approx | etc | dr | mr | mrs | ms | st | ver | v | incl | num | ref |
    tel | dept | gen | min | max | sept | oct | nov | dec | jan | feb | mar | apr | aug`),
  links: {
    and: forms(`
    and | as well as | then | and then | plus`),
    or: forms(`
    or | nor`),
    but: forms(`
    but | however | yet | though | although | still`),
    sub: forms(`
    after | even after | right after | since | because | when | whenever | before | until | while | if
    | despite | so that | which | once | as soon as | whereas | ever since`),
    none: forms(`
    not yet | yet to | still not | still no | still nothing | still the | is still | are still | at once | only once | it syncs once | once more`),
  },
  cues: {
    done: forms(`
    i tried | tried | we tried | have tried | already | i did | did a | did the | did an | we did | i
    have | i've | i have already | have also | we have | done | i also | attempted | after | even after
    | despite | even | went through | performed | managed to | every time i | each time i | whenever i
    | so far | what i did | what i have done | i was told to and did | steps taken | steps i took | ive
    | i followed | followed | troubleshooting | i went ahead | tested | tried to | attempted to |
    trying to | was trying to`),
    negated: forms(`
    not | didn't | haven't | hasn't | hadn't | don't | doesn't | never | without | wasn't | weren't |
    not yet | nor | neither | instead of | rather than | skipped | have yet to | yet to | isn't |
    aren't | refused to | no longer`),
    unable: forms(`
    can't | cannot | could not | couldn't | can not | unable to | not able to | impossible to | wasn't
    able to | isn't possible | won't let me | doesn't let me | does not let me | will not let me | does
    not allow | not possible | was not able to | wouldn't let me | didn't manage to | did not manage to
    | there is no way to | no way to | am not able | not possible to | didn't let me | doesn't allow |
    didn't work out to | wasn't possible | failed to | fails to`),
    able: forms(`
    able | manage to | managed to | possible`),
    asked: forms(`
    should i | shall i | do i need | do i have to | do i | can i | could i | must i | would it help |
    will it help | does it help | should we | what if | how do i | how can i | how to | have you | did
    you | do you | can you | could you | would you | would a | will a | does a | would it be | may i |
    whether | ok to | okay to | safe to | is it possible | is there a way | am i supposed | is it ok |
    what happens | would that | would resetting | would restarting | will resetting | will restarting |
    does resetting | is a | would reinstalling | will reinstalling`),
    considered: forms(`
    thinking of | thinking about | considering | considered | thought about | thought of | wondering |
    i would | i'd | i could | i can | might | maybe | perhaps | before i | before | rather not | don't
    want to | do not want to | afraid | hesitate | want to | need to | have to | has to | must | needs
    to | supposed to | would like to | no need to | tempted | reluctant | ready to | willing to | happy
    to | i have to | i need to | i don't want to | wanted to | required to | i must | i had to | i
    should | prefer not to | reluctant to | was going to | scared | i'd like to | i'd love to | would
    love to | hoped to | meant to`),
    advised: forms(`
    told me to | tells me to | said to | says to | suggested | suggests | recommended | recommends |
    advised | asked me to | asks me to | wants me to | instructed | told to | according to | your
    article | the article | the faq | help page | says i should | said i should | read that | i read |
    saw that | please | you can | you should | told me i should | told me that | was told | were told |
    advice | suggestion | keeps telling me to | keeps asking me to | instructions say | tip | asked to`),
    planned: forms(`
    will | i'll | going to | gonna | plan to | planning to | tonight | tomorrow | later today | about
    to | intend to | next i | my next step | we'll | this evening | next week | still to do | pending |
    left to try | still open`),
    conditional: forms(`
    if | unless | in case | even if | provided that | as long as | once i | once you`),
    attempted: forms(`
    wanted to | tried to | attempted to | was going to | meant to | was trying to | would like to | i'd
    like to | i'd love to | would love to | went to | hoped to | trying to`),
    followed: forms(`
    which i did | which i also did | i also did | did as well | did both | i did that | i did so | did
    so | done that | have done so | have done that | did all of that | which i have done | i did | did
    that | i followed | which i tried | i tried that | tried that | so i did | i did it | did it | i
    have done this | i did this | done so`),
    other: forms(`
    my wife | my husband | my partner | my friend | my son | my daughter | my brother | my sister | my
    mother | my father | my mom | my dad | my mum | my colleague | my boyfriend | my girlfriend | her
    ring | his ring | someone | a friend | other users | another user | another customer | other people
    | people | others | a colleague | my wife's | my husband's | my partner's | my friend's | somebody
    | my sister's | my brother's | my mother's | coworker | she restarted | he restarted | she reset |
    he reset | she reinstalled | he reinstalled | she has restarted | he has restarted | my grandson |
    my neighbour | my neighbor | my nephew | my niece | my flatmate | my roommate`),
  },
  nameVerb: forms(`
    to | should | must | can | could | will | would | may | might | didn't | don't | doesn't | cannot |
    can't | couldn't | won't | wouldn't | please | shall | not | never | did | do | does | i'll | let
    me | would i | should i`),
  prepositions: forms(`
    in | with | from | on | via | inside | within | using | into | through | by | of | near | next to |
    under | for | between | against`),
  common: forms(`
    the | and | my | is | to | it | i | not | with | for | have | was | this | of | on | that | you |
    please | but | are | ring | be`),
};
