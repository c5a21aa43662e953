// The table of commands.
#include "cli/commands.h"

#include <vector>

namespace attune::cli {

std::span<const Command* const> commands() {
  static const std::vector<const Command*> table = {
      &kCodeCommand,
      &kTranscriptCheckCommand,
      &kTranscriptConvertCommand,
      &kTranscriptPrintCommand,
      &kTranscriptRedactCommand,
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
      &kStudyExportCommand,
      &kStudyDescribeCommand,
      &kStudyEraseCommand,
      &kRateSheetCommand,
      &kRateImportCommand,
      &kRateEnterCommand,
      &kRateMarkCommand,
      &kRateAdjectivesCommand,
      &kRateSubmitCommand,
      &kRateLockCommand,
      &kRateProposeCommand,
      &kRateRaterCommand,
      &kAgreeCommand,
      &kCompareCommand,
      &kReportCommand,
      &kPlanSizeCommand,
      &kPlanAssignCommand,
      &kPlanCollectCommand,
      &kConsensusCommand,
      &kPracticeCommand,
      &kDriftCommand,
      &kCompletionCommand,
  };
  return table;
}

}  // namespace attune::cli
