;;; mode.el --- asks Emacs whether it knows PDL -*- lexical-binding: t -*-

;; Run by `.ci/editors' as `emacs --batch --load ci/emacs/mode.el'.

(setq byte-compile-error-on-warn t
      byte-compile-dest-file-function (lambda (_) (make-temp-file "mode" nil ".elc")))
(unless (byte-compile-file "editors/emacs/platform-pdl-mode.el")
  (kill-emacs 1))
(load-file "editors/emacs/platform-pdl-mode.el")

(require 'ert)

(defun faces-of (word)
  "The face of the first WORD of the buffer."
  (goto-char (point-min))
  (re-search-forward (concat "\\_<" (regexp-quote word) "\\_>"))
  (get-text-property (match-beginning 0) 'face))

(ert-deftest files-have-the-mode ()
  (dolist (name '("platform.pdl" "shop.platform.pdl" "networking.pdl"))
    (with-temp-buffer
      (setq buffer-file-name (expand-file-name name))
      (set-auto-mode)
      (should (eq major-mode 'platform-pdl-mode))
      (set-buffer-modified-p nil)
      (setq buffer-file-name nil))))

(ert-deftest words-have-colours ()
  (with-temp-buffer
    (insert "/// Doc of `a`\nsprint S0 2025-10-20..2025-10-31 {\n"
            "  story A \"B ${cluster.id}\" { status: done, nostory: x }\n  stroy C // no\n}\n")
    (platform-pdl-mode)
    (font-lock-ensure)
    (should (eq (faces-of "Doc") 'font-lock-doc-face))
    (should (eq (faces-of "sprint") 'font-lock-keyword-face))
    (should (eq (faces-of "S0") 'font-lock-type-face))
    (should (eq (faces-of "story") 'font-lock-keyword-face))
    (should (eq (faces-of "B") 'font-lock-string-face))
    (should (eq (faces-of "cluster") 'font-lock-variable-name-face))
    (should (eq (faces-of "status") 'font-lock-variable-name-face))
    (should (eq (faces-of "done") 'font-lock-constant-face))
    (should (eq (faces-of "stroy") nil))
    (should (eq (faces-of "no") 'font-lock-comment-face))))

(ert-deftest indentation-is-that-of-fmt ()
  (dolist (file (cons "platform.pdl" (file-expand-wildcards "platform/*.pdl")))
    (with-temp-buffer
      (insert-file-contents file)
      (let ((formatted (buffer-string)))
        (platform-pdl-mode)
        (goto-char (point-min))
        (while (not (eobp))
          (unless (nth 3 (syntax-ppss))
            (delete-horizontal-space))
          (forward-line))
        (let ((inhibit-message t))
          (indent-region (point-min) (point-max)))
        (should (equal (buffer-string) formatted))))))

(ert-run-tests-batch-and-exit)
