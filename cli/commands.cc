// The table of commands.
#include "cli/commands.h"

#include <vector>

namespace attune::cli {

std::span<const Command* const> commands() {
  static const std::vector<const Command*> table = {
      &kCodeCommand,
      &kTranscriptCheckCommand,
      &kTranscriptConvertCommand,
      &kCodebookListCommand,
      &kCodebookShowCommand,
      &kCodebookCheckCommand,
      &kCodebookTestCommand,
      &kCodebookExportCommand,
      &kCodebookNewCommand,
      &kCodebookExplainCommand,
      &kCodebookDiffCommand,
      &kCodebookMutateCommand,
      &kCodebookLearnCommand,
      &kStudyInitCommand,
      &kStudyListCommand,
      &kStudyLogCommand,
      &kStudyVerifyCommand,
      &kStudyBackupCommand,
      &kRateSheetCommand,
      &kRateImportCommand,
      &kRateLockCommand,
      &kAgreeCommand,
      &kCompareCommand,
      &kReportCommand,
      &kCompletionCommand,
  };
  return table;
}

}  // namespace attune::cli
