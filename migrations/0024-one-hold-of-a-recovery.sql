-- Room: recovery. A waiting recovery is held once, and what is lost is everything that its owner confirms with.

alter table recoveries
  add column held_until timestamptz,
  add column keeps text;
comment on column recoveries.stopped_at is 'A stop from a mail, which paused it and began the wait anew. With held_until: only one of them, once.';
comment on column recoveries.held_until is 'The end of the one freeze that moved its end. Later freezes and stops hold it no more.';
comment on column recoveries.keeps is 'The app or the passkey that was proven in it, which stays.';

-- An app and a passkey are lost alike.
update recoveries set lost = 'second-factor' where lost = 'passkey';
alter table recoveries
  drop constraint recoveries_lost_known,
  add constraint recoveries_lost_known check (lost in ('second-factor', 'address'));
