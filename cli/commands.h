// The rows of the table of commands, each defined in the file of its name.
#pragma once

#include "cli/command.h"

namespace attune::cli {

// One line a command, in the order of the help page.
extern const Command kCodeCommand;
extern const Command kTranscriptCheckCommand;
extern const Command kTranscriptConvertCommand;
extern const Command kTranscriptPrintCommand;
extern const Command kTranscriptRedactCommand;
extern const Command kCodebookListCommand;
extern const Command kCodebookShowCommand;
extern const Command kCodebookCheckCommand;
extern const Command kCodebookTestCommand;
extern const Command kCodebookExportCommand;
extern const Command kCodebookNewCommand;
extern const Command kCodebookExplainCommand;
extern const Command kCodebookDiffCommand;
extern const Command kCodebookMutateCommand;
extern const Command kCodebookLearnCommand;
extern const Command kStudyInitCommand;
extern const Command kStudyListCommand;
extern const Command kStudyLogCommand;
extern const Command kStudyVerifyCommand;
extern const Command kStudyBackupCommand;
extern const Command kStudyExportCommand;
extern const Command kStudyDescribeCommand;
extern const Command kStudyEraseCommand;
extern const Command kRateSheetCommand;
extern const Command kRateImportCommand;
extern const Command kRateEnterCommand;
extern const Command kRateMarkCommand;
extern const Command kRateAdjectivesCommand;
extern const Command kRateProposeCommand;
extern const Command kRateSubmitCommand;
extern const Command kRateRaterCommand;
extern const Command kRateLockCommand;
extern const Command kReportCommand;
extern const Command kCompletionCommand;
extern const Command kAgreeCommand;
extern const Command kCompareCommand;
extern const Command kPlanSizeCommand;
extern const Command kPlanAssignCommand;
extern const Command kPlanCollectCommand;
extern const Command kConsensusCommand;
extern const Command kDriftCommand;
extern const Command kPracticeCommand;

}  // namespace attune::cli
