import type { Locale } from '../../foundations/i18n/index.ts';
import type { IconName } from '../../ui/index.ts';
import type { Article } from './article.ts';
import { loginAlertsEn } from './articles/login-alerts.en.tsx';
import { loginAlertsFr } from './articles/login-alerts.fr.tsx';
import { loginHistoryEn } from './articles/login-history.en.tsx';
import { loginHistoryFr } from './articles/login-history.fr.tsx';
import { questionsEn } from './articles/questions.en.tsx';
import { questionsFr } from './articles/questions.fr.tsx';
import { strongPasswordsEn } from './articles/strong-passwords.en.tsx';
import { strongPasswordsFr } from './articles/strong-passwords.fr.tsx';
import { whyAccountsAreHijackedEn } from './articles/why-accounts-are-hijacked.en.tsx';
import { whyAccountsAreHijackedFr } from './articles/why-accounts-are-hijacked.fr.tsx';

type Both<Text> = Readonly<Record<Locale, Text>>;

/** One page of the guide. To add one: an entry below and an article in each language. */
export interface GuideTopic {
  slug: string;
  icon: IconName;
  /** The reader's own wish: the entry under “What do you want to do?”. */
  goal: Both<string>;
  title: Both<string>;
  summary: Both<string>;
  /** The setting that this page explains. */
  setting: { path: string; label: Both<string> } | null;
  article: Both<Article>;
}

/** In reading order: previous and next follow it. */
export const GUIDE_TOPICS: readonly GuideTopic[] = [
  {
    slug: 'why-accounts-are-hijacked',
    icon: 'shield',
    goal: {
      en: 'Understand why anybody would want my account',
      fr: 'Comprendre pourquoi quelqu’un voudrait mon compte',
    },
    title: { en: 'Why accounts are hijacked', fr: 'Pourquoi on pirate des comptes' },
    summary: {
      en: 'What a thief wants with your account and your domains, how they get in, how you notice, and what stops them.',
      fr: 'Ce qu’un voleur cherche dans votre compte et vos domaines, comment il entre, à quoi on le remarque et ce qui l’arrête.',
    },
    setting: {
      path: '/security',
      label: { en: 'Open my security overview', fr: 'Ouvrir ma page de sécurité' },
    },
    article: { en: whyAccountsAreHijackedEn, fr: whyAccountsAreHijackedFr },
  },
  {
    slug: 'strong-passwords',
    icon: 'lock',
    goal: { en: 'Choose a good password and keep it safe', fr: 'Choisir un bon mot de passe et bien le garder' },
    title: { en: 'Strong passwords', fr: 'Mots de passe robustes' },
    summary: {
      en: 'What makes a password strong, how to make one in two minutes, where to keep it, and what to do when it leaks or is forgotten.',
      fr: 'Ce qui rend un mot de passe robuste, comment en créer un en deux minutes, où le garder, et que faire s’il a fuité ou s’il est oublié.',
    },
    setting: {
      path: '/security/password',
      label: { en: 'Change my password', fr: 'Changer mon mot de passe' },
    },
    article: { en: strongPasswordsEn, fr: strongPasswordsFr },
  },
  {
    slug: 'login-alerts',
    icon: 'bell',
    goal: {
      en: 'Understand a login alert, and react to it',
      fr: 'Comprendre une alerte de connexion et y réagir',
    },
    title: { en: 'Login alerts', fr: 'Alertes de connexion' },
    summary: {
      en: 'How to read the mail about a sign-in, how to tell it from a forged one, and what to do when it wasn’t you.',
      fr: 'Comment lire l’e-mail qui annonce une connexion, comment le distinguer d’un faux, et que faire si ce n’était pas vous.',
    },
    setting: {
      path: '/security/login-alerts',
      label: { en: 'Set my login alerts', fr: 'Régler mes alertes de connexion' },
    },
    article: { en: loginAlertsEn, fr: loginAlertsFr },
  },
  {
    slug: 'login-history',
    icon: 'history',
    goal: {
      en: 'Check whether somebody else has been in my account',
      fr: 'Vérifier si quelqu’un d’autre est entré dans mon compte',
    },
    title: { en: 'Login history', fr: 'Historique des connexions' },
    summary: {
      en: 'How to read the list of sign-ins and attempts, which lines are normal and which ones call for action.',
      fr: 'Comment lire la liste des connexions et des tentatives, quelles lignes sont normales et lesquelles doivent vous faire agir.',
    },
    setting: {
      path: '/security/login-history',
      label: { en: 'Open my login history', fr: 'Ouvrir mon historique des connexions' },
    },
    article: { en: loginHistoryEn, fr: loginHistoryFr },
  },
  {
    slug: 'questions',
    icon: 'info',
    goal: { en: 'Find the answer to a question', fr: 'Trouver la réponse à une question' },
    title: { en: 'Questions and answers', fr: 'Questions et réponses' },
    summary: {
      en: 'Short answers about signing in, passwords, alerts, sessions, your e-mail address and lost access.',
      fr: 'Des réponses courtes : connexion, mots de passe, alertes, sessions, adresse e-mail, accès perdu.',
    },
    setting: null,
    article: { en: questionsEn, fr: questionsFr },
  },
];

export function topicPath(topic: GuideTopic): string {
  return `/guide/${topic.slug}`;
}
