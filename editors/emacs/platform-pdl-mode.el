;;; platform-pdl-mode.el --- Platform Delivery Language -*- lexical-binding: t -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1"))
;; Keywords: languages

;;; Commentary:

;; Colours, indentation, outline and comments for PDL, and `pdlc lsp' as its
;; server in Eglot (part of Emacs from version 29 on).

;;; Code:

(defgroup platform-pdl nil
  "Platform Delivery Language."
  :group 'languages)

(defcustom platform-pdl-server '("pdlc" "lsp")
  "The program that serves the language, and its arguments."
  :type '(repeat string))

(defcustom platform-pdl-indent 2
  "How far a block is indented; `pdlc fmt' writes two spaces."
  :type 'integer
  :safe #'integerp)

(defconst platform-pdl--statements
  ;; The next line is written by compiler/tests/editors.rs: statements
  '("platform" "source" "flux" "lints" "calendar" "holiday" "freeze" "sprint" "backlog" "story" "lane" "order" "milestone" "include" "cluster" "settings" "component" "helm" "resource" "kustomize" "on" "inventory" "outputs"))

(defconst platform-pdl--words
  ;; The next line is written by compiler/tests/editors.rs: words
  '("active" "all" "allow" "blocked" "concerns" "create" "create-replace" "deferred" "deny" "done" "draft" "end" "fail" "fri" "mon" "on" "pass" "planned" "sat" "skip" "started" "sun" "thu" "tue" "waived" "warn" "wed"))

(defconst platform-pdl--word "[A-Za-z_][A-Za-z0-9_]*\\(?:-[A-Za-z0-9_]+\\)*")

(defconst platform-pdl--font-lock
  (let ((word platform-pdl--word))
    `(("\\${[^}\n]*}" 0 font-lock-variable-name-face t)
      ("^\\s-*///\\(?:[^/\n].*\\)?$" 0 font-lock-doc-face t)
      (,(concat "\\(" word "\\|\"[^\"\n]*\"\\)\\s-*:") 1 font-lock-variable-name-face t)
      (,(concat "\\(?:^\\|[{,]\\)\\s-*" (regexp-opt platform-pdl--statements 'symbols)
                "\\(?:[ \t]+\\(" word "\\(?:[./]" word "\\)*\\)\\)?")
       (1 font-lock-keyword-face)
       (2 font-lock-type-face nil t))
      (,(concat "[:[,]\\s-*" (regexp-opt platform-pdl--words 'symbols)) 1 font-lock-constant-face)
      (,(regexp-opt '("true" "false" "null") 'symbols) 1 font-lock-constant-face)
      ("[0-9]\\{4\\}-[0-9]\\{2\\}-[0-9]\\{2\\}" 0 font-lock-constant-face)
      (,(concat "\\_<" word "\\(?:/" word "\\)+") 0 font-lock-type-face)))
  "Colours; keys and documentation go over strings and comments.")

(defvar platform-pdl-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?/ ". 12" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?- "_" table)
    (modify-syntax-entry ?_ "_" table)
    (modify-syntax-entry ?\" "\"" table)
    table))

;; A text block begins and ends with three quotes; one or two inside are text.
(defconst platform-pdl--propertize
  (syntax-propertize-rules ("\\(\"\\)\"\"" (1 "|"))))

(defun platform-pdl--depth (state)
  "How deep the line at point is, where STATE is what surrounds it."
  (back-to-indentation)
  (let ((depth (car state))
        (in-block (and (nth 1 state) (eq (char-after (nth 1 state)) ?{))))
    (cond ((looking-at "[]})]") (1- depth))
          ;; What goes on with a chain: an arrow, or the reason.
          ((looking-at "->\\|~>\\|→") (1+ depth))
          ((and in-block (looking-at "\"[^\"\n]*\"[ \t]*\\(?://.*\\)?$")) (1+ depth))
          (t depth))))

(defun platform-pdl--indent-line ()
  "Indent the line by the brackets around it."
  (interactive)
  (let ((state (save-excursion (syntax-ppss (line-beginning-position)))))
    (if (nth 3 state)
        'noindent
      (let* ((depth (save-excursion (platform-pdl--depth state)))
             (column (* platform-pdl-indent (max 0 depth))))
        (if (<= (current-column) (current-indentation))
            (indent-line-to column)
          (save-excursion (indent-line-to column)))))))

(defconst platform-pdl--imenu
  (mapcar (lambda (statement)
            (list (capitalize statement)
                  (concat "^\\s-*" statement "\\s-+\\(" platform-pdl--word "\\)")
                  1))
          '("sprint" "story" "lane" "milestone" "cluster" "component"))
  "What `imenu' lists.")

;;;###autoload
(define-derived-mode platform-pdl-mode prog-mode "PDL"
  "Major mode for the Platform Delivery Language."
  (setq-local comment-start "// "
              comment-start-skip "//+\\s-*"
              font-lock-defaults '(platform-pdl--font-lock)
              syntax-propertize-function platform-pdl--propertize
              indent-line-function #'platform-pdl--indent-line
              indent-tabs-mode nil
              electric-indent-chars (append "]})" electric-indent-chars)
              imenu-generic-expression platform-pdl--imenu))

;;;###autoload
(progn
  (add-to-list 'auto-mode-alist '("\\.pdl\\'" . platform-pdl-mode))
  (add-to-list 'auto-mode-alist '("\\(?:\\`\\|/\\|\\.\\)platform\\.pdl\\'" . platform-pdl-mode)))

(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               `((platform-pdl-mode :language-id "platform-pdl") . ,platform-pdl-server)))

(provide 'platform-pdl-mode)
;;; platform-pdl-mode.el ends here
