import Foundation
import Reports

extension OutputOptions {
    /// How a report for people is laid out: for the terminal that it is printed on; plain in files and pipes.
    var style: TextStyle {
        var style = TextStyle.plain
        let terminal = Terminal(STDOUT_FILENO)
        if output == nil, terminal.isTerminal {
            style = TextStyle(
                columns: terminal.columns, isColoured: terminal.hasColour && !console.noColor,
                isASCII: !terminal.isUnicode, hasSparklines: terminal.isUnicode)
        }
        if let sparklines { style.hasSparklines = sparklines }
        return style
    }
}
