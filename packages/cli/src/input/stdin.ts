/** The file name that stands for standard input. A file of its own, because commands without data need nothing more. */
export const STDIN = '-'
