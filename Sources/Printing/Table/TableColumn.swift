import Terminal
import TextLayout

/// One column of a table with its cells.
struct TableColumn {
    /// What stands in one row.
    struct Cell {
        let text: StyledText
        let columns: Int
        /// Weights are not cut but shown shorter.
        var shares: VariantShares?

        init(_ text: StyledText) {
            self.text = text
            columns = text.columns
        }

        init(_ shares: VariantShares, mayHaveBars: Bool) {
            self.shares = shares
            text = StyledText()
            columns = mayHaveBars ? shares.fullWidth : shares.shortWidth
        }

        func fitted(to width: Int, on canvas: Canvas, hasBars: Bool) -> StyledText {
            if let shares { return shares.line(room: width, hasBars: hasBars) }
            return columns <= width ? text : text.truncated(to: width, on: canvas)
        }
    }

    let name: String
    let cells: [Cell]
    let alignsRight: Bool
    let wish: ColumnFit.Wish

    /// More rows than these are compared by their numbers.
    static let mostBars = 20

    /// Whether each weight has a bar: in all rows or in none.
    func hasBars(in width: Int) -> Bool {
        cells.count <= Self.mostBars && cells.allSatisfy { $0.shares.map { $0.fullWidth <= width } ?? true }
    }

    /// The column of a field that `rows` may have.
    init(_ fieldName: [UInt8], rows: [PrintableTable], style: PrintableStyle, isPreferred: Bool, canvas: Canvas) {
        let field = String(decoding: fieldName, as: UTF8.self)
        let texts = CellText(canvas: canvas)
        var cells: [Cell] = []
        cells.reserveCapacity(rows.count)
        // Ids are digits in strings: never cut, but names, which stand at the left.
        var numbers = 0
        var digits = 0
        var others = 0
        var widest = 0
        var hasShares = false
        var place = 0
        for row in rows {
            let value = row.field(fieldName, near: &place) ?? .null
            switch value {
            case .null: break
            case .integer, .number: numbers += 1
            default: if value.isDigits { digits += 1 } else { others += 1 }
            }
            let cell: Cell
            if let shares = VariantShares.of(value, field: field, in: row, style: style, canvas: canvas) {
                hasShares = true
                cell = Cell(shares, mayHaveBars: rows.count <= Self.mostBars)
            } else {
                cell = Cell(texts.styled(value, field: field, style: style))
            }
            widest = max(widest, cell.columns)
            cells.append(cell)
        }
        self.cells = cells
        name = canvas.visible(fieldName)
        let header = DisplayWidth.columns(of: name)
        alignsRight = numbers > 0 && others + digits == 0
        let isWhole = numbers + digits > 0 && others == 0 || style.colours[field] != nil
        wish = ColumnFit.Wish(
            natural: max(header, min(widest, hasShares ? 64 : isWhole ? 24 : 48)), header: header,
            habit: style.uncut.contains(field) ? .name : hasShares ? .shares : isWhole ? .whole : .text,
            isPreferred: isPreferred)
    }
}

extension VariantShares {
    /// The shares of a field of weights, in the order of the record's own list; nil for any other field.
    static func of(
        _ value: PrintableValue, field: String, in record: PrintableTable, style: PrintableStyle, canvas: Canvas,
        order: [[UInt8]]? = nil
    ) -> VariantShares? {
        guard let weights = style.weights, field == weights.field, case .table(let table) = value else { return nil }
        return VariantShares(
            table, order: order ?? record.names(of: weights.orderName, in: weights.orderList), canvas: canvas)
    }
}

extension PrintableTable {
    /// What the records of a list have in a field.
    func names(of field: String, in list: String) -> [[UInt8]] {
        guard case .table(let records)? = self[list] else { return [] }
        return records.items.compactMap { item in
            guard case .table(let record) = item, case .string(let name)? = record[field] else { return nil }
            return name
        }
    }
}

extension StyledText {
    /// Cut to `limit` columns with an ellipsis; the last piece keeps its style.
    func truncated(to limit: Int, on canvas: Canvas) -> StyledText {
        guard columns > limit else { return self }
        let ellipsis = canvas.glyphs.ellipsis
        var result = StyledText()
        var room = limit
        for span in spans {
            let width = DisplayWidth.columns(of: span.text)
            // Something follows or is cut here, so the ellipsis needs its room.
            guard width <= room - ellipsis.count else {
                result.append(canvas.cut(span.text + ellipsis, to: room), span.style)
                break
            }
            result.append(span.text, span.style)
            room -= width
        }
        return result
    }
}
