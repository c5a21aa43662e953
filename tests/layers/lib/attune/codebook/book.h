#include "attune/text/turn.h"
#include "../text/turn.h"
struct Turn {
};
struct Forward;
