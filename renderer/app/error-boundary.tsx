import { Bug } from 'lucide-react'
import { Component, type ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { NotLoaded } from '../ui/late-part.tsx'
import { PageState } from '../ui/page-state.tsx'

/** Shows what went wrong in a screen instead of a blank page; the rest of the page keeps working. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly error?: Error }> {
  override state: { readonly error?: Error } = {}

  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error }
  }

  override render() {
    const { error } = this.state
    if (error === undefined) return this.props.children
    const notLoaded = error instanceof NotLoaded
    return (
      <PageState
        tone="red"
        icon={<Bug aria-hidden="true" />}
        title={notLoaded ? 'This screen did not load' : 'This screen stopped'}
        actions={
          <Button look="primary" onClick={() => this.setState({ error: undefined as never })}>
            Show it again
          </Button>
        }
      >
        {notLoaded ? (
          <p>
            Stackpass does not answer. What you typed on other screens is kept. Start it again, then show
            this.
          </p>
        ) : (
          <p>It is a fault in Stackpass. Your files were not changed by it.</p>
        )}
        <p className="mono">{error.message}</p>
      </PageState>
    )
  }
}
