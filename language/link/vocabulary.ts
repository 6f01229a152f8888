/** The open vocabulary as the language asks for it: kinds, technologies, settings by where they may stand. */
