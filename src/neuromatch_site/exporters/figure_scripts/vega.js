window.draw = (figure, root, dark) => vegaEmbed(root, figure, { actions: false, ...(dark && { theme: "dark", config: { background: "transparent" } }) });
