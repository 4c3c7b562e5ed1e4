// The SQL editor. What Datasette has as an inline script, as a file: the Content-Security-Policy allows only files.
window.addEventListener("load", () => {
  const format = document.querySelector("button#sql-format");
  const readOnly = document.querySelector("pre#sql-query");
  const input = document.querySelector("textarea#sql-editor");
  if (input) {
    const editor = CodeMirror.fromTextArea(input, {
      lineNumbers: false,
      mode: "text/x-sql",
      lineWrapping: true,
      screenReaderLabel: "SQL",
    });
    editor.getInputField().setAttribute("aria-label", "SQL");
    editor.setOption("extraKeys", {
      "Shift-Enter": () => input.form.submit(),
      Tab: false,
    });
    if (format) {
      format.hidden = false;
      format.addEventListener("click", () => editor.setValue(sqlFormatter.format(editor.getValue())));
    }
  }
  if (format && readOnly) {
    const formatted = sqlFormatter.format(readOnly.textContent);
    if (formatted !== readOnly.textContent) {
      format.hidden = false;
      format.addEventListener("click", () => { readOnly.textContent = formatted; });
    }
  }
});
