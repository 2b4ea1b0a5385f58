import { ageAt } from '../../ehr/index.ts';
import { type Role, useApp } from '../model.ts';
import { Menu } from '../ui/Menu.tsx';
import { words } from '../words.ts';
import { Cover } from './Cover.tsx';
import styles from './IdentityLine.module.css';
import { ROLES } from './workplaces.tsx';

const SEX: Readonly<Record<string, string>> = { male: 'M', female: 'F' };

/**
 * Who this is about: always there. When the EHR shows its own banner (need_patient_banner false) the line is shorter, but name, age and sex stay, so that
 * the two can be compared.
 */
export function IdentityLine() {
  const app = useApp();
  const identity = app.identity.value;
  const at = app.load.value.readAt ?? Date.now();
  const age = identity ? ageAt(identity.birthDate, at) : null;
  const sex = identity?.sex ? (SEX[identity.sex] ?? identity.sex) : null;
  return (
    <header class={styles.line}>
      <Cover />
      {identity ? (
        <>
          <span class={styles.name}>
            <bdi>{identity.name}</bdi>
          </span>
          <span class="numbers">{[age, sex].filter((part) => part !== null).join(' ')}</span>
          {app.session.needPatientBanner && identity.birthDate && (
            <span class="meta numbers">
              {words.identity.born} {identity.birthDate}
            </span>
          )}
          {app.session.needPatientBanner && identity.mrn && (
            <span class="meta numbers">
              {words.identity.mrn} <bdi>{identity.mrn}</bdi>
            </span>
          )}
        </>
      ) : (
        <span class="meta">{words.identity.unknownName}</span>
      )}
      {ROLES.length > 1 && (
        <span class={`${styles.role} no-print`}>
          <Menu
            below
            label={words.roles[app.role.value]}
            entries={ROLES.map((role) => ({ id: role, text: words.roles[role], chosen: role === app.role.value }))}
            onChoose={(role) => {
              app.role.value = role as Role;
            }}
          />
        </span>
      )}
    </header>
  );
}
