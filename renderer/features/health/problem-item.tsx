import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import type { FileProblemView } from '../../../shared/contract/models.ts'
import { navigate } from '../../app/navigation.ts'
import { reviewOperations } from '../../app/open-review.ts'
import { Button } from '../../ui/button.tsx'
import { readersOf } from './problem-rows.ts'

const icons = {
  error: <CircleAlert className="tone-red" aria-hidden="true" />,
  warning: <TriangleAlert className="tone-amber" aria-hidden="true" />,
  info: <Info className="text-3" aria-hidden="true" />,
}
const severities = { error: 'Error', warning: 'Warning', info: 'Note' }
const tones = { error: 'tone-red', warning: 'tone-amber', info: 'text-3' }

/** One problem: severity, place, what, why, which readers, and the change that repairs it. */
export const ProblemItem = memo(function ProblemItem({ problem }: { readonly problem: FileProblemView }) {
  const { fix, profile } = problem
  return (
    <div className="problem-item">
      {icons[problem.severity]}
      <div className="grow wrap-anywhere">
        <p className="meta text-3">
          <span className={`medium ${tones[problem.severity]}`}>{severities[problem.severity]}</span>
          {problem.line !== undefined && ` · line ${problem.line}`}
          {` · ${readersOf(problem).join(', ')}`}
        </p>
        <p className="medium">{problem.message}</p>
        <p className="meta text-2">{problem.reason}</p>
        {(fix !== undefined || profile !== undefined) && (
          <div className="problem-actions">
            {fix !== undefined && (
              <Button
                size="tiny"
                onClick={() => reviewOperations([fix.operation], { done: fix.label, summary: fix.label })}
              >
                {fix.label}
              </Button>
            )}
            {profile !== undefined && (
              <button
                type="button"
                className="link meta truncate"
                onClick={() => navigate('profiles', profile)}
              >
                Open {profile}
              </button>
            )}
          </div>
        )}
      </div>
    </div>
  )
})
