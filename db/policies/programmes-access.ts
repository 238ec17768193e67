import { type AccessTable, each, reference, rows } from './access.ts';

const editors = each(['officer', 'admin'], { can: 'siu' });
const adders = each(['officer', 'admin'], { can: 'si' });

/** Programme years, dated contents, code lists, announcements, published results. */
export const programmesAccess: AccessTable = {
  ksic: reference(),
  region: reference(),
  root_technology: reference(),
  holiday: reference({ admin: { can: 'siud' }, officer: { can: 'siud' } }),
  programme: reference(editors),
  stage: reference(editors),
  programme_year: reference({ ...editors, worker: { can: 'su' } }),
  settings_version: reference(adders),
  question_set: reference(adders),
  score_sheet: reference(adders),
  document_checklist: reference(adders),
  consent_text: reference(adders),
  roadmap_version: reference(),
  roadmap_area: reference(),
  roadmap_level: reference(),
  roadmap_activity: reference(),
  kpi_definition: reference(),
  outcome_published: reference({ officer: { can: 'siu' } }),
  announcement: {
    ...each(['public', 'auth', 'firm', 'consultant', 'parent', 'evaluator'], { can: 's', rows: 'published_at <= now()' }),
    ...each(['officer', 'admin'], { can: 'siu', rows: rows.all }),
    ...each(['auditor', 'worker'], { can: 's', rows: rows.all }),
  },
  outcome_snapshot: {
    ...each(['public', 'firm', 'consultant', 'parent', 'evaluator'], { can: 's', rows: 'is_published' }),
    ...each(['auditor', 'admin'], { can: 's', rows: rows.all }),
    ...each(['officer', 'worker'], { can: 'siu', rows: rows.all, change: ['is_published'] }),
  },
  award_nomination: {
    public: { can: 's', rows: 'is_published' },
    firm: { can: 's', rows: rows.ownFirm },
    consultant: { can: 's', rows: rows.ownConsultant },
    parent: { can: 's', rows: rows.ownOrganisation },
    officer: { can: 'siu', rows: rows.all },
    ...each(['auditor', 'admin', 'worker'], { can: 's', rows: rows.all }),
  },
};
