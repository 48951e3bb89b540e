import { Activity } from 'lucide-react'
import { useMemo, useState } from 'react'
import { hasOverlay } from '../../app/feature-registry.ts'
import { openOverlay } from '../../app/overlays.ts'
import { useProfileList } from '../../app/core-queries.ts'
import { useToolAnswers } from '../../app/tool-answers.ts'
import { Button } from '../../ui/button.tsx'
import { FilterTabs } from '../../ui/filter-tabs.tsx'
import { PageState } from '../../ui/page-state.tsx'
import { ChecksPane } from './checks-pane.tsx'
import './health.css'
import { countProblems } from './problem-rows.ts'
import { ProblemsPane } from './problems-pane.tsx'

type Part = 'checks' | 'problems'

/** What AWS says about every profile, and the problems in the files. A narrow window shows one of the two at a time. */
export function HealthScreen() {
  const files = useProfileList()
  const tools = useToolAnswers().problems
  const list = useMemo(() => files && { ...files, problems: [...files.problems, ...tools] }, [files, tools])
  const [part, show] = useState<Part>('checks')
  if (list === undefined) return null
  const unreadable = list.files.some((file) => file.state === 'unreadable')
  if (list.profiles.length === 0 && list.problems.length === 0 && !unreadable) {
    return (
      <PageState
        icon={<Activity aria-hidden="true" />}
        title="Nothing to check yet"
        actions={
          hasOverlay('import') && (
            <Button look="primary" onClick={() => openOverlay('import')}>
              Import credentials
            </Button>
          )
        }
      >
        <p>
          When there are profiles, this is where AWS says who each of them is, and where problems in the files
          are listed with their line and the way out.
        </p>
      </PageState>
    )
  }
  const problems = countProblems(list)
  return (
    <div className="health" data-part={part}>
      <div className="health-parts">
        <FilterTabs<Part>
          label="Part of Health"
          value={part}
          onChange={show}
          tabs={[
            { value: 'checks', label: 'Checks' },
            {
              value: 'problems',
              label: 'Problems in files',
              count: problems.error + problems.warning + problems.info,
              bad: problems.error > 0,
            },
          ]}
        />
      </div>
      <ChecksPane profiles={list.profiles} />
      <ProblemsPane list={list} counts={problems} />
    </div>
  )
}
