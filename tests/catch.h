// The one place that names Catch2. Tests use only words that Catch2 versions 2 and 3 share.
#pragma once

#include <catch2/catch.hpp>
