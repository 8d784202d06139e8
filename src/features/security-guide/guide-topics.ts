import type { Locale } from '../../foundations/i18n/index.ts';
import type { IconName } from '../../ui/index.ts';
import type { Article } from './article.ts';
import { antiPhishingCodeEn } from './articles/anti-phishing-code.en.tsx';
import { antiPhishingCodeFr } from './articles/anti-phishing-code.fr.tsx';
import { ipRestrictionEn } from './articles/ip-restriction.en.tsx';
import { ipRestrictionFr } from './articles/ip-restriction.fr.tsx';
import { loginAlertsEn } from './articles/login-alerts.en.tsx';
import { loginAlertsFr } from './articles/login-alerts.fr.tsx';
import { loginHistoryEn } from './articles/login-history.en.tsx';
import { loginHistoryFr } from './articles/login-history.fr.tsx';
import { passkeysEn } from './articles/passkeys.en.tsx';
import { passkeysFr } from './articles/passkeys.fr.tsx';
import { questionsEn } from './articles/questions.en.tsx';
import { questionsFr } from './articles/questions.fr.tsx';
import { strongPasswordsEn } from './articles/strong-passwords.en.tsx';
import { strongPasswordsFr } from './articles/strong-passwords.fr.tsx';
import { twoFactorEn } from './articles/two-factor.en.tsx';
import { twoFactorFr } from './articles/two-factor.fr.tsx';
import { usersAndRolesEn } from './articles/users-and-roles.en.tsx';
import { usersAndRolesFr } from './articles/users-and-roles.fr.tsx';
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
    slug: 'two-factor',
    icon: 'phone',
    goal: {
      en: 'Make sure that a stolen password is not enough',
      fr: 'Faire qu’un mot de passe volé ne suffise pas',
    },
    title: { en: 'Two-factor authentication', fr: 'Double authentification' },
    summary: {
      en: 'What it is, which app to choose, the three steps with pictures, where to keep the backup codes, and what to do when the phone is lost.',
      fr: 'Ce que c’est, quelle application choisir, les trois étapes en images, où garder les codes de secours, et que faire si le téléphone est perdu.',
    },
    setting: {
      path: '/security/two-factor',
      label: { en: 'Open my two-factor settings', fr: 'Ouvrir mes réglages de double authentification' },
    },
    article: { en: twoFactorEn, fr: twoFactorFr },
  },
  {
    slug: 'passkeys',
    icon: 'key',
    goal: {
      en: 'Sign in without a password, safely',
      fr: 'Me connecter sans mot de passe, en sécurité',
    },
    title: { en: 'Passkeys', fr: 'Clés d’accès' },
    summary: {
      en: 'What a passkey is, how to add, name and remove one, what is synced, what to do when a device is lost, and what it means to use passkeys alone.',
      fr: 'Ce qu’est une clé d’accès, comment l’ajouter, la nommer et la retirer, ce qui est synchronisé, que faire si un appareil est perdu, et ce que signifie n’utiliser que des clés d’accès.',
    },
    setting: {
      path: '/security/passkeys',
      label: { en: 'Open my passkeys', fr: 'Ouvrir mes clés d’accès' },
    },
    article: { en: passkeysEn, fr: passkeysFr },
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
    slug: 'anti-phishing-code',
    icon: 'shield-check',
    goal: {
      en: 'Tell a real mail from a forged one at a glance',
      fr: 'Distinguer d’un coup d’œil un vrai message d’un faux',
    },
    title: { en: 'Anti-phishing code', fr: 'Code anti-hameçonnage' },
    summary: {
      en: 'How forged mails work, how a phrase of your own gives them away, and what to do with a mail that lacks it.',
      fr: 'Comment fonctionnent les faux messages, comment une phrase à vous les trahit, et que faire d’un message qui ne l’a pas.',
    },
    setting: {
      path: '/security/anti-phishing-code',
      label: { en: 'Set my anti-phishing code', fr: 'Choisir mon code anti-hameçonnage' },
    },
    article: { en: antiPhishingCodeEn, fr: antiPhishingCodeFr },
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
    slug: 'ip-restriction',
    icon: 'globe',
    goal: {
      en: 'Let my account be used only from my office',
      fr: 'Que mon compte ne serve que depuis mon bureau',
    },
    title: { en: 'IP restriction', fr: 'Restriction d’adresses IP' },
    summary: {
      en: 'What an address is, whether yours stays or changes, when a list of addresses makes sense, how to set one without locking yourself out, and the way back.',
      fr: 'Ce qu’est une adresse, si la vôtre reste ou change, quand une liste d’adresses est utile, comment en définir une sans vous enfermer dehors, et la voie de retour.',
    },
    setting: {
      path: '/security/ip-restriction',
      label: { en: 'Open my IP restriction', fr: 'Ouvrir ma restriction d’adresses IP' },
    },
    article: { en: ipRestrictionEn, fr: ipRestrictionFr },
  },
  {
    slug: 'users-and-roles',
    icon: 'users',
    goal: { en: 'Share my account with a team, safely', fr: 'Partager mon compte avec une équipe, en sécurité' },
    title: { en: 'Users and roles', fr: 'Utilisateurs et rôles' },
    summary: {
      en: 'Who needs which role, how to invite people and part with them, how ownership is handed over, and how you see who did what.',
      fr: 'Qui a besoin de quel rôle, comment inviter des personnes et s’en séparer, comment la propriété se transmet, et comment voir qui a fait quoi.',
    },
    setting: {
      path: '/account/users',
      label: { en: 'Open the users of my account', fr: 'Ouvrir les utilisateurs de mon compte' },
    },
    article: { en: usersAndRolesEn, fr: usersAndRolesFr },
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
