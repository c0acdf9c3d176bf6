/** English words around facts. */
import type { IntakeWords } from './words.ts';

export const english: IntakeWords = {
  firmware: 'firmware | fw | ring software | ring version | ring firmware | firmware version',
  app: 'app | application | apps | app version | application version | apk',
  version: 'version | ver | v | build | release',
  order:
    'order | order number | order no | order nr | order id | order # | purchase number | ordernumber | order ref | order reference | orders | confirmation number',
  claim:
    'claim | claim number | warranty claim | rma | rma number | claim id | claim no | warranty case | claim reference | claim ref',
  serial: 'serial | serial number | serial no | s/n | sn | serial nr | serial #',
  otherNumber:
    'tracking | tracking number | tracking code | phone number | telephone | tel | mobile number | call me | parcel | shipment number | zip | postcode | postal code | card ending | card | iban | invoice number | invoice | ticket | ticket number | case number | reference number | customer number | dhl | ups | fedex | imei | verification code | login code | sign-in code | discount code | promo code | coupon | vat | po box | account number | model number | mac address | whatsapp | transaction',
  size: 'size | sz | us size | ring size | us | sized | sizes | size is | size us | sizing kit said | kit said | sizing kit says | kit says | sizing set said | sample said | size of | sizing kit said i am a | ring in | now a size',
  color: 'color | colour | finish',
  light:
    'screen | light | lights | led | flash* | blink* | dot | button | icon | spot* | bar | friday | banner | page | mark*',
  bought:
    'bought | purchased | purchase date | date of purchase | purchased on | bought on | ordered | purchase | bought it | got it | bought in | got my ring | got the ring | bought my ring | received it as a gift | i got it',
  notBought: 'charged | cancelled | refund* | returned | sent back | renew*',
  sinceBefore:
    'since | ever since | for | for the last | for the past | over the last | over the past | from | for over | for almost | for more than | for at least | these last | the past | the last | until | after | from about | since about | since around | since roughly | for about | for around | for nearly | for some | for the past few | for a good | for roughly | for well over | as of',
  sinceBehind: '',
  began:
    'started | began | stopped | stops | appeared | first happened | first noticed | noticed | occurred | happening | happened | broke | died | quit | failed | failing | since when | fails | went dead | gave up | lost | problem start* | issue start* | start*',
  notSymptom:
    'waiting | waited | wait | own | owned | customer | member | subscriber | delivered | shipped | ordered | bought | purchased | worn | had it | have had | have it | had the ring | had my ring | used | using | trial | returned | sent | refund* | emailed | wrote | written | contacted | paid | holiday | vacation | warranty | subscribed | paying | charged it | in transit | been a | left it | charge it | charged for | it worked | works for | worked for | reply | response | answer | it works | lasted | lasts | last for | turned off | disabled | working for | helped | fine for | better for | promised | within',
  frequency:
    'times a day | times per day | times a night | times a week | times per week | times an hour | times per night | times daily | x a day | times each night | every night | every morning | every day | every time | every evening | every week | every hour | every few hours | every few minutes | every few days | every other day | every other night | each night | each morning | each time | each day | once a day | twice a day | once a week | twice a week | twice a night | three times a day | three times a week | several times a day | several times a week | many times a day | multiple times a day | multiple times a night | multiple times per day | several times per day | a few times a day | a few times a week | daily | nightly | constantly | randomly | intermittently | at random | all the time | nonstop | non-stop | continuously | now and then | from time to time | once or twice a week | once or twice a day | on and off | sporadically | most nights | most days | most mornings | almost every night | almost every day | nearly every night | nearly every day | about once a day | about twice a day | about once a week | about twice a week | almost every time | almost daily | about every hour | every single time | every single day | every single night | once an hour | several times a night | a couple of times a day | a couple of times a week | four times a day | five times a day | once per day | twice per day | twice per week | once per week | two or three times a day | two or three times a week | three or four times a week | every second night | every second day | half of the nights | on weekends | every couple of days | every couple of hours | several times an hour | every 30 minutes | again and again | over and over | over and over again | time and again | time after time | repeatedly | every single evening | each evening',
  habit:
    'i charge | charge it | i wear | wear it | wear my | i sync | i use | i check | i rely | i put it | i take it | i used to | i dock | i work | i clean | i walk | i run | i sleep | charging it | i train | i swim',
  changeLead:
    'after | since | right after | following | ever since | directly after | immediately after | shortly after | just after | when | as soon as | once',
  change:
    'update* | updating | upgrad* | firmware | new phone | ios* | android | switched | switching | moved | new iphone | trip | travel* | flight | vacation | holiday | time zone | swim* | sauna | dropped | beta | new pixel | changed phone* | changing phone* | new router | new case | got wet | replacing | migrat* | installed | installing | transferred | restoring my phone | daylight saving | changed my | changing my',
  changed:
    'i got a new phone | i have a new phone | got a new phone | i switched to a new phone | switched to a new phone | new phone since | i changed my phone | changed phones | i switched phones | i switched from | i moved from | i upgraded to | i updated to | updated to | upgraded to | i upgraded my phone | i bought a new phone | i just updated | just updated to | got a new iphone | i recently updated | i recently switched | recently updated | recently switched | recently upgraded | moved to a new phone | i updated my phone to | i updated my iphone to | i replaced my phone | my phone updated | my phone was updated | phone updated to | i travelled | i traveled | i flew | new phone last | the only change | the only thing that changed | what changed | i was away | we were away | we flew | flew from | flew to | came back from | we moved | i moved to | fell into | fell on | fell off | fell down | i dropped | dropped it | dropped the ring | clocks changed | clock change | clocks went | turned on workout | it got wet | been swimming | went swimming | in the sauna | went to the sauna | new router | new wifi | changed jobs | new mattress | i switched to | was replaced | got a new router | changed my phone | switched phones',
  by: 'by | before | until | no later than | not later than | within | latest by | at the latest by | on or before | prior to | needed by | deadline | due | by the | before the | until the | in time for | for my | ahead of',
  byBehind: 'at the latest',
  leaving:
    'renews | renew | renewal | christmas | thanksgiving | new year | end of the week | end of the month | end of this week | end of this month | end of next week | weekend | easter | leave | leaving | fly | flying | travel | trip | wedding | race | marathon | birthday | holiday | vacation | surgery | moving | go on | expires | due | start | need it | depart* | away | competition | event | hike | ends | gift | needs it | wants it | needs the | wants the | must have | has to be | must be | needed | turns | needs',
  went: 'worked | was fine | fine | working fine | lasted | ran | has been | was working | were fine | happily',
  error:
    'error | error message | message | error code | pop-up | popup | alert | warning | notification | dialog | code | error text | errors | status | exception | failure code | banner',
  code: 'error code | code | error | error number | status | err | fault code | status code | error no',
  shows:
    'says | say | shows | showing | displays | displaying | reads | reading | appears | saying | it said | get | getting | gives me | see | seeing | pops up | telling me | tells me | states | stating | showed | said | appeared | receive | with the message | popped up | returns | throws | i got | answers | replies | responds | greets me | complains | reports | claims | announces | stuck on | stuck at | insists',
  correction:
    "i meant | correction | sorry, it is | sorry, it's | should be | i mean | actually | typo | i made a mistake | mistake | that should read | rather | to correct",
  earlier:
    'was on | previously | before that | old | older | earlier | from | previous | former | used to | instead of | came from | last one was | my first | no longer | replaced | worked on | rather than | sold',
  wanted:
    'want | would like | exchange for | exchange to | exchange it for | swap for | swap to | change to | considering | looking at | instead | thinking of buying | wish | switch to a | need a | to a size | upgrade to | should i get | should i buy | planning to buy | order a | better with | exchange',
  count:
    'times | days | weeks | months | hours | minutes | nights | years | more | other | people | of | rings | stars | out of | percent | mornings | seconds | to | or',
  length:
    'weeks | days | months | years | hours | ages | a long time | quite a while | a while | some time | nights | several weeks | several days | several months | many weeks | many days | some weeks | some days',
  sinceClause:
    'since i | since we | since my | since the | since it | since your | since you | ever since i | ever since we | ever since the | ever since my | ever since it',
  happened:
    'came | got | went | moved | landed | changed | switched | updated | installed | bought | returned | started | flew | dropped | began | fell | swapped | replaced | travelled | traveled | took | turned | set | upgraded | put | arrived | left | washed | swam | became | joined | had | gave | broke | restored | cracked | downloaded | moved house',
  failure:
    "failed | failure | unable | cannot | can't | could not | couldn't | not found | timed out | timeout | denied | declined | rejected | refused | expired | invalid | wrong | unavailable | try again | has stopped | stopped | interrupted | lost | disconnected | not supported | unexpected | no data | already | too many | unknown | waiting | incompatible | busy | missing",
  reversal: '',
};
