/** A child process that draws each DOT text it receives. When a drawing takes too long, graphviz.ts ends this process. */

/** The answer to one DOT text: the drawing, what Graphviz said, or why Graphviz could not be loaded. */
export type Answer = { svg: string } | { error: string } | { missing: string }

process.on('message', async (dot: string) => answer(await draw(dot)))

// The parent process has ended. Without this line a long drawing would go on without a reader.
process.on('disconnect', () => process.exit())

async function draw(dot: string): Promise<Answer> {
  let graphviz: typeof import('graphviz-cli')
  try {
    graphviz = await import('graphviz-cli')
  } catch (error) {
    return { missing: String(error) }
  }
  try {
    return { svg: await graphviz.renderGraphFromSource({ input: dot }, { format: 'svg' }) }
  } catch (error) {
    return { error: String(error) }
  }
}

function answer(message: Answer): void {
  // The parent may have ended in the meantime. Without the empty callback that would be an uncaught error.
  process.send?.(message, undefined, undefined, () => undefined)
}
