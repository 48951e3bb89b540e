import { Button } from '../ui/button.tsx'
import { useConsent } from './consent.ts'

/** Starts the question about a profile's program, says where to answer it, and can cancel it. */
export function AllowProgram({
  profile,
  size,
}: {
  readonly profile: string
  readonly size: 'small' | 'tiny'
}) {
  const consent = useConsent()
  const isAsking = consent.asking === profile
  return (
    <div className="allow-program">
      <Button
        size={size}
        busy={isAsking}
        off={consent.asking !== undefined && !isAsking}
        aria-label={
          isAsking ? `Asking about the program of ${profile}` : `Ask me about the program of ${profile}`
        }
        onClick={() => void consent.request(profile)}
      >
        {isAsking ? 'Asking' : 'Ask me'}
      </Button>
      {isAsking && (
        <Button size={size} look="quiet" onClick={consent.cancel}>
          Cancel
        </Button>
      )}
      <p className="meta text-2" role="status">
        {isAsking
          ? `Stackpass asks ${consent.where}. No answer within 2 minutes means no.`
          : `This page cannot allow it. Stackpass asks ${consent.where}.`}
      </p>
    </div>
  )
}
