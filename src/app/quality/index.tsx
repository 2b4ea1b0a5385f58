import workflows from 'virtual:workflow';
import { DEFAULT_QUERY_POLICY } from '../../core/query/index.ts';
import { useApp } from '../model.ts';
import { QualityView } from './QualityView.tsx';

/** The quality room with the times of the hospital's query policy. */
export default function Quality() {
  return <QualityView policy={workflows[useApp().site.workflow]?.queries ?? DEFAULT_QUERY_POLICY} />;
}
