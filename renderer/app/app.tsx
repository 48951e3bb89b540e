import { CSPProvider } from '@base-ui/react/csp-provider'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { TipLayer } from '../ui/tip-layer.tsx'
import { ChosenRevealMode } from './chosen-reveal-mode.tsx'
import { mayLoad, tryAgain } from './connection.ts'
import { snapshotQuery } from './core-queries.ts'
import { ShellSkeleton } from './page-skeleton.tsx'
import { Shell } from './page-shell.tsx'
import { StartError } from './start-error.tsx'
import { ToastLayer } from './toast-layer.tsx'
import { useLoadAhead } from './use-load-ahead.ts'
import { useTheme } from './use-theme.ts'

/** The whole page: one call to core, then the shell. */
export function App() {
  const client = useQueryClient()
  const snapshot = useQuery(snapshotQuery(client))
  useTheme(snapshot.data !== undefined)
  useLoadAhead()
  const retry = async () => {
    if (!mayLoad()) await tryAgain.get()?.()
    await snapshot.refetch()
  }
  return (
    // Base UI would add <style> elements to the page, which the content security policy blocks.
    <CSPProvider disableStyleElements>
      {snapshot.data !== undefined ? (
        <ChosenRevealMode>
          <Shell />
        </ChosenRevealMode>
      ) : snapshot.error !== null ? (
        <StartError error={snapshot.error} busy={snapshot.isFetching} retry={() => void retry()} />
      ) : (
        <ShellSkeleton />
      )}
      <ToastLayer />
      <TipLayer />
    </CSPProvider>
  )
}
