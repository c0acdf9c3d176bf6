/** French words around facts. */
import type { IntakeWords } from './words.ts';

export const french: IntakeWords = {
  firmware:
    'firmware | micrologiciel | logiciel de la bague | fw | version du firmware | logiciel interne | microprogramme',
  app: "app | appli | application | l'app | version de l'application | version de l'app | version de l'appli",
  version: 'version | ver | v | build',
  order:
    'commande | numéro de commande | n° de commande | no de commande | commande n° | commande numéro | commandes | réf commande | référence de commande | num de commande | n° commande',
  claim:
    'réclamation | dossier | numéro de dossier | n° de dossier | demande de garantie | rma | numéro de réclamation | sav | dossier sav | dossier de garantie | sinistre | numéro de rma | retour garantie | réclamation n° | dossier n°',
  serial: 'numéro de série | n° de série | no de série | sn | s/n | série | serial',
  otherNumber:
    'suivi | numéro de suivi | n° de suivi | téléphone | tél | numéro de téléphone | mobile | portable | code postal | carte | facture | numéro de facture | n° de facture | numéro client | colis | colissimo | chronopost | ups | dhl | iban | ticket | imei | code promo | code de vérification | code de connexion | numéro de colis | appelez | joindre | transaction',
  size: 'taille | taille us | t. | size | pointure | kit disait | kit dit | le kit a dit | kit indiquait | kit a donné | kit de taille disait | taille de bague',
  color: 'couleur | coloris | finition | color',
  light:
    'écran | lumière | voyant | voyants | led | clignot* | point | diode* | bouton | vendredi | page | tache* | trace*',
  bought:
    "acheté | achetée | achat | date d'achat | j'ai commandé | commandée | commandé le | commandé en | acquis | acquise | acheté le | acheté en | reçue en cadeau",
  notBought: 'débité | débitée | annul* | rembours* | renvoy* | résili* | prélev* | renouvel*',
  sinceBefore:
    'depuis | depuis environ | depuis le | depuis la | dès | à partir de | depuis plus de | depuis au moins | depuis bientôt | depuis presque | ça fait | cela fait | il y a | à partir du | depuis à peu près | depuis près de | depuis une bonne | depuis début | depuis fin | depuis le début | depuis quelques | vers le | à compter du | depuis les',
  sinceBehind: '',
  began:
    "commencé | a commencé | commence | arrêté | s'est arrêtée | cessé | apparu | apparaît | cassé | remarqué | survenu | débuté | tombée en panne | constaté | arrive | se produit | plus fonctionné | remonte",
  notSymptom:
    "attends | attente | attendu | client | cliente | membre | abonné | abonnée | j'ai commandé | acheté | achetée | porte | portée | renvoyé | renvoyée | rembours* | retourné | envoyé | écrit | livraison | garantie | utilise | possède | j'ai la bague | j'ai ma bague | en vacances | appartient | expédi* | fonctionnait | chargée | tenait | réponse | puis | désactivé | reçu | marché | tient | promis",
  frequency:
    'fois par jour | fois par nuit | fois par semaine | fois par heure | chaque nuit | toutes les nuits | chaque matin | tous les matins | chaque jour | tous les jours | à chaque fois | chaque fois | chaque soir | tous les soirs | toutes les heures | plusieurs fois par jour | plusieurs fois par semaine | plusieurs fois par nuit | une fois par jour | deux fois par jour | trois fois par jour | une fois par semaine | deux fois par semaine | trois fois par semaine | en permanence | constamment | de temps en temps | par intermittence | de façon aléatoire | aléatoirement | sans arrêt | quotidiennement | presque chaque nuit | presque toutes les nuits | presque tous les jours | un jour sur deux | une nuit sur deux | toutes les deux heures | régulièrement | par moments | de manière aléatoire | à chaque ouverture | à chaque lancement | à chaque démarrage | une à deux fois par jour | deux à trois fois par jour | deux à trois fois par semaine | deux ou trois fois par semaine | deux ou trois fois par jour | environ une fois par jour | environ deux fois par jour | une fois sur deux | toutes les semaines | chaque semaine | tous les deux jours | à tout moment | continuellement | en continu | quatre fois par semaine | quatre fois par jour | sans cesse | à longueur de journée | à répétition | chaque trajet | à chaque tentative | à chaque essai | encore et encore | une nuit sur trois | la plupart du temps | presque chaque jour | presque chaque soir',
  habit:
    'je charge | je la charge | je porte | je la porte | je synchronise | je dors | je cours | je travaille | je regarde | je nage | je la recharge | recharge',
  changeLead:
    'après | depuis | suite à | juste après | dès | à la suite de | depuis que | lorsque | quand | immédiatement après',
  change:
    "mise à jour | mises à jour | mis à jour | màj | maj | firmware | nouveau téléphone | nouvel iphone | nouveau portable | ios* | android | changé de téléphone | changement de téléphone | changé | changement | voyage | vacances | vol | décalage | piscine | sauna | tombée | chute | beta | installé | installation | passage à | passée à | passé à | heure d'été | heure d'hiver | nouveau smartphone | nagé | plongé* | migration",
  changed:
    "changé de téléphone | j'ai un nouveau téléphone | nouveau téléphone | nouveau portable | nouvel iphone | je suis passé | je suis passée | passé à ios | passée à ios | j'ai changé | acheté un nouveau | nouveau smartphone | le seul changement | seul changement | je suis parti | je suis partie | nous avons pris l'avion | est tombée | l'ai fait tomber | déménagé | changement d'heure | changé d'heure | nouvelle box | nouveau routeur | rentré de | rentrée de | de retour de | retour de vacances | piscine | au sauna | nouveau matelas | décalage horaire | j'ai activé | mise à jour vers",
  by: "avant | avant le | d'ici | d'ici le | jusqu'au | au plus tard | sous | avant la | avant mon | au plus tard le | dans les | date limite | délai",
  byBehind: 'au plus tard | maximum | dernier délai',
  leaving:
    'renouvelle | renouvellement | noël | fin de la semaine | fin du mois | week-end | fin de semaine | nouvel an | pars | partons | voyage | départ | mariage | anniversaire | vacances | marathon | course | opération | expire | vol | déménag* | commence | décolle | absente | absent | cadeau',
  went: 'fonctionnait | marchait | tenait | fonctionné | marché | allait',
  error:
    "erreur | message | message d'erreur | code d'erreur | code erreur | alerte | avertissement | notification | popup | error | messages | statut | erreurs",
  code: "code d'erreur | code erreur | erreur | code | error | statut | erreur n° | erreur numéro",
  shows:
    "affiche | indique | dit | apparaît | s'affiche | reçois | j'obtiens | voit | vois | est écrit | annonce | a affiché | apparait | signale | obtiens | m'indique | disant | affichait | apparu | répond | lit | j'ai droit à | me répond | on me répond | bloquée sur | me dit | il est écrit | se bloque sur | prétend",
  correction:
    "je voulais dire | correction | rectification | erreur de ma part | pardon, c'est | en fait | plutôt | faute de frappe | il fallait lire | je me suis trompé | je me suis trompée",
  earlier:
    "avant | auparavant | ancien | ancienne | précédent | précédente | autrefois | au lieu de | j'avais | premier | première | vendu",
  wanted:
    'voudrais | souhaite | aimerais | échange | échanger | contre | changer | plutôt | à la place | envisage | acheter | besoin | passer à | pour une taille | prendre | voulais | commander',
  count:
    'fois | jours | semaines | mois | heures | minutes | nuits | ans | autres | personnes | pour cent | étoiles | secondes | à | ou',
  length:
    'des semaines | des jours | des mois | des années | longtemps | un moment | un certain temps | quelque temps | peu | plusieurs jours | plusieurs semaines | plusieurs mois | des heures | plusieurs nuits',
  sinceClause: "depuis que | dès que | depuis qu'elle | depuis qu'il | depuis qu'on",
  happened: '',
  failure:
    "échec | échoué | impossible | introuvable | refusé | expiré | invalide | inconnu* | interrompu* | perdue | indisponible | réessayer | réessayez | aucune donnée | trop de | inattendue | déjà | non trouvée | arrêté | incorrect | occupée | connexion | n'a pas",
  reversal: '',
};
