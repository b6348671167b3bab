import CEdit

/// Tab, and the candidates that it shows below the line.
extension LineEditor {
    /// Whether candidates can be shown below the line and go away again.
    private var hasMenus: Bool { painter != nil && !isPlain }

    /// Where it is open the menu takes the keys that mean something in it; any other closes it.
    func menuTakes(_ command: LineCommand) -> cedit_answer? {
        followMenu()
        guard var menu else { return nil }
        let step: CandidateMenu.Step
        switch command {
        case .complete where menu.isSingle:
            _ = menu.move(.next)
            guard let taken = menu.taken else { return nil }
            show(nil)
            return replace(taken)
        case .complete: step = .next
        case .completeBack: step = .back
        case .up: step = .up
        case .down: step = .down
        case .left: step = .left
        case .right: step = .right
        case .enter:
            guard let taken = menu.taken else { fallthrough }
            show(nil)
            return replace(taken)
        default:
            show(nil)
            return nil
        }
        guard menu.move(step) else {
            show(nil)
            return nil
        }
        self.menu = menu
        return CEDIT_REFRESH
    }

    /// What is typed narrows the menu; where it completes something else, the menu goes away.
    func followMenu() {
        guard let menu else { return }
        let line = currentLine()
        guard line != menu.line else { return }
        show(nil)
        guard line.scalars != menu.line.scalars, let complete else { return }
        let result = complete(line.before, line.after)
        let next = CandidateMenu(result, for: line, width: console.width)
        guard next.wordStart == menu.wordStart, !result.candidates.isEmpty, !isTyped(result, line) else { return }
        show(next)
    }

    /// The only candidate stands there already.
    private func isTyped(_ result: CompletionResult, _ line: EditedLine) -> Bool {
        result.candidates.count == 1 && result.omitted == 0
            && line.before.utf8.suffix(result.replacedBytes).elementsEqual(result.candidates[0].text.utf8)
    }

    func show(_ menu: CandidateMenu?) {
        self.menu = menu
        if let editor { cedit_set_menu(editor, menu == nil ? 0 : 1) }
    }

    /// One Tab completes what all candidates share, and shows them where there are several; without menus a second Tab in
    /// the same place lists them.
    func tab() -> cedit_answer {
        guard let complete else { return CEDIT_BEEP }
        let line = currentLine()
        let result = complete(line.before, line.after)
        guard !result.candidates.isEmpty || result.note != nil else { return CEDIT_BEEP }
        let prefix = result.commonPrefix
        let replaced = min(result.replacedBytes, line.before.utf8.count)
        let word = line.before.utf8.suffix(replaced)
        // What several share may be no more of what was typed: an id that was found by its name.
        let goesOn = prefix.utf8.count > replaced && prefix.utf8.starts(with: word)
        let isOnly = result.candidates.count == 1 && result.omitted == 0 && !prefix.utf8.elementsEqual(word)
        if isOnly || goesOn {
            lastCompletion = nil
            let completed = line.completed(prefix, replacing: replaced)
            let answer = replace(completed)
            if !isOnly, hasMenus { openMenu(complete(completed.before, completed.after), for: completed) }
            return answer
        }
        if hasMenus {
            openMenu(result, for: line)
            return menu == nil ? CEDIT_BEEP : CEDIT_REFRESH
        }
        if lastCompletion == line {
            list(result)
            return CEDIT_REDRAWN
        }
        lastCompletion = line
        return CEDIT_BEEP
    }

    private func openMenu(_ result: CompletionResult, for line: EditedLine) {
        guard !result.candidates.isEmpty, !isTyped(result, line) else {
            // Nothing can be chosen, but why may be said.
            if result.candidates.isEmpty, result.note != nil { list(result) }
            return
        }
        show(CandidateMenu(result, for: line, width: console.width))
    }

    private func list(_ result: CompletionResult) {
        if painter == nil { write("\r\n") }
        draw(withHint: false)
        write(painter?.leave() ?? "")
        write(
            CandidateList.rendered(
                result.candidates, omitted: result.omitted, note: result.note, width: console.width,
                height: console.height,
                colour: console.usesColour(.output) && !isPlain, isPlain: isPlain))
    }
}
