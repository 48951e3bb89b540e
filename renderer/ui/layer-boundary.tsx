import { Component, type ReactNode } from 'react'

interface Props {
  readonly children: ReactNode
  /** Closes what could not be shown, and reports it. */
  onFailure(error: Error): void
  /** When it changes after a failure, the boundary tries the children again. */
  readonly again?: unknown
}

/**
 * Wraps layers over the page: if a layer cannot show because its code does not load while the host is gone, it closes, and
 * the page keeps all its input. `ErrorBoundary` is for screens, which have room for a message.
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
