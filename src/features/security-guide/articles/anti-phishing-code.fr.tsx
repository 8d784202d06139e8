import { Details, Notice, Verbatim } from '../../../ui/index.ts';
import type { Article } from '../article.ts';
import { MailLink, MailSample } from '../mail-sample.tsx';

/** Refused as a code by the product itself, since everybody can read it here. */
const EXAMPLE_CODE = 'héron cuivre 58';

export const antiPhishingCodeFr: Article = ({ brand, publicUrl, picture }) => [
  {
    id: 'how-it-is-done',
    heading: 'Comment on piège les titulaires de comptes',
    body: (
      <>
        <p>
          Nul besoin de forcer la serrure quand le propriétaire ouvre la porte. Un e-mail arrive, qui ressemble aux
          nôtres : mêmes couleurs, mêmes mots, notre nom comme expéditeur. Un domaine expire aujourd’hui, une facture
          est impayée, un inconnu s’est connecté. Son bouton mène à une page qui ressemble à notre connexion. Ce que
          vous y tapez va à un voleur, qui s’en sert sur notre vraie page dans les secondes qui suivent.
        </p>
        <ul>
          <li>
            <strong>Il est ciblé.</strong> On peut souvent savoir à qui est un domaine et quand il expire. L’e-mail
            nomme donc votre domaine et le bon jour.
          </li>
          <li>
            <strong>Il vous presse.</strong> « Sous 24 heures », « dernier rappel », « votre site sera coupé ».
          </li>
          <li>
            <strong>Il tombe bien.</strong> Juste avant un renouvellement, un vendredi soir, pendant vos congés.
          </li>
        </ul>
        <p>Un nom d’expéditeur et un logo se copient en une minute. Un secret connu de vous et de nous seuls, non.</p>
      </>
    ),
  },
  {
    id: 'what-the-code-does',
    heading: 'Ce que fait le code',
    body: (
      <>
        <p>
          Vous choisissez une phrase. Désormais, chaque e-mail de {brand} vous l’affiche dans un encadré. Regardez cet
          encadré avant tout le reste :
        </p>
        {picture('mail-box', 'L’encadré dans un e-mail. Le vôtre affiche votre propre phrase, et non cet exemple.')}
        <ul>
          <li>
            <strong>Votre phrase y est :</strong> l’e-mail vient de nous.
          </li>
          <li>
            <strong>Elle manque, ou c’en est une autre :</strong> l’e-mail est un faux, si bien imité soit-il.
          </li>
        </ul>
        <MailSample
          genuine
          label="Un e-mail de notre part"
          example="Exemple : authentique"
          lines={[
            ['De', brand],
            ['Objet', `Nouvelle connexion à votre compte ${brand}`],
          ]}
          lookAtTitle="Ce qu’il faut regarder"
          lookAt={[
            'L’encadré avec votre propre phrase, lettre pour lettre.',
            `Le lien commence par ${publicUrl}/ et rien d’autre.`,
            'Le numéro de message, à la fin. Vous le retrouvez dans la liste de nos messages.',
          ]}
        >
          <p>Quelqu’un vient de se connecter avec votre compte. Si c’était vous, vous n’avez rien à faire.</p>
          <Notice tone="info" title="Votre code anti-hameçonnage">
            <p>
              <Verbatim text={EXAMPLE_CODE} />
            </p>
          </Notice>
          <p>
            Ce n’était pas moi : <MailLink>{`${publicUrl}/not-me/…`}</MailLink>
          </p>
        </MailSample>
        <MailSample
          genuine={false}
          label="Un faux"
          example="Exemple : faux"
          lines={[
            ['De', `Service des domaines ${brand}`],
            ['Objet', 'DERNIER RAPPEL : votre domaine va être supprimé'],
          ]}
          lookAtTitle="Ce qui le trahit"
          lookAt={[
            'Aucun encadré avec votre phrase. Cela suffit.',
            'Il fixe un délai de quelques heures.',
            'Son lien mène à un nom qui ne fait que ressembler au nôtre.',
          ]}
        >
          <p>Votre domaine va être supprimé. Confirmez votre compte sous 6 heures pour le garder.</p>
          <p>
            Garder mon domaine : <MailLink>https://account.renew-domain.example/login</MailLink>
          </p>
        </MailSample>
      </>
    ),
  },
  {
    id: 'set-it',
    heading: 'Le choisir en une minute',
    body: (
      <>
        <ol>
          <li>
            Ouvrez <a href="/security/anti-phishing-code">Code anti-hameçonnage</a> et confirmez que c’est bien vous.
          </li>
          <li>
            Prenez notre proposition, deux mots et un nombre, ou écrivez la vôtre : 4 à 40 caractères, dans n’importe
            quelle langue.
          </li>
          <li>Notre e-mail à ce sujet l’affiche aussitôt. Regardez-le bien, pour le reconnaître la fois suivante.</li>
        </ol>
        {picture(
          'anti-phishing-code-choose',
          'Un clic suffit pour prendre la proposition ; au-dessous, le champ pour vos propres mots.',
        )}
        <p>
          Une bonne phrase vous est familière et ne dit rien aux autres. Ne prenez ni votre nom, ni votre société, ni
          votre domaine, ni votre mot de passe. Si vous la changez, l’e-mail qui l’annonce affiche encore l’ancienne,
          pour que vous en soyez sûr. Le suivant affiche la nouvelle.
        </p>
      </>
    ),
  },
  {
    id: 'missing-or-wrong',
    heading: 'Le code manque ou il est faux',
    body: (
      <>
        <ol>
          <li>N’utilisez aucun lien, n’ouvrez aucun fichier, ne répondez pas, n’appelez aucun numéro de cet e-mail.</li>
          <li>
            Regardez dans <a href="/security/mail">Nos messages</a>. Tout ce que nous vous avons envoyé y figure. Ce qui
            n’y est pas n’est pas de nous.
          </li>
          <li>
            Encore un doute ? Mettez l’e-mail entier dans <a href="/check-mail">Ce message vient-il de vous ?</a> Nous
            comparons chaque mot avec ce que nous avons envoyé, et vous pouvez nous le signaler au même endroit.
          </li>
          <li>Supprimez-le.</li>
        </ol>
        {picture(
          'check-mail-as-sent',
          'La réponse pour un e-mail entier qui est, mot pour mot, celui que nous vous avons envoyé.',
        )}
        {picture(
          'check-mail-changed',
          'La réponse pour un faux : ce qui le trahit, et le bouton qui permet de le signaler.',
        )}
        <Notice tone="info" title="Quand un e-mail authentique n’a pas de code">
          <p>
            Un e-mail à une adresse pas encore confirmée n’en affiche pas, par exemple celui qui vous demande de la
            confirmer : il pourrait arriver chez quelqu’un d’autre. Vous l’avez demandé juste avant.
          </p>
        </Notice>
        <Details summary="Vous avez déjà tapé votre mot de passe sur une telle page">
          <p>
            Agissez tout de suite. Tapez vous-même notre adresse et{' '}
            <a href="/security/password">changez votre mot de passe</a> ; cela déconnecte tous les autres. Parcourez
            ensuite votre <a href="/security/login-history">historique des connexions</a>, et changez le mot de passe
            partout où il servait aussi.
          </p>
        </Details>
      </>
    ),
  },
  {
    id: 'what-it-cannot-do',
    heading: 'Ce qu’il ne peut pas faire',
    body: (
      <>
        <ul>
          <li>
            Ce n’est pas un mot de passe. Il ne connecte personne, et nous ne vous le demandons jamais : ni par e-mail,
            ni sur une page avant la connexion, ni au téléphone. Qui le demande n’est pas nous.
          </li>
          <li>
            Qui lit votre messagerie lit aussi le code. Changez-le après avoir remis en ordre une messagerie que
            d’autres pouvaient lire.
          </li>
          <li>
            Un numéro de message peut être copié d’un e-mail à un autre. Il dit que nous avons envoyé un e-mail, pas que
            c’est celui que vous avez sous les yeux.
          </li>
          <li>Il ne protège que si vous regardez. Trois secondes par e-mail suffisent.</li>
        </ul>
      </>
    ),
  },
];
