import { Component, type ReactNode } from 'react'

interface Props {
  readonly children: ReactNode
  /** Closes what could not be shown, and tells. */
  onFailure(error: Error): void
  /** When it changes after a failure, the children are tried again. */
  readonly again?: unknown
}

/**
 * Around what lies over the page: a layer that cannot be shown, because its code does not arrive while the host is away,
 * is closed, and the page with all that is typed in it stays. `ErrorBoundary` is for screens, which have a place to say so.
 */
export class LayerBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override componentDidCatch(error: Error) {
    this.props.onFailure(error)
  }

  override componentDidUpdate(before: Props) {
    if (this.state.failed && !Object.is(before.again, this.props.again)) this.setState({ failed: false })
  }

  override render() {
    return this.state.failed ? null : this.props.children
  }
}
