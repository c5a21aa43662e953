#include <re2/re2.h>
#include <sqlite3.h>
#include "attune/codebook/book.h"
#include "attune/formats/csv.h"
