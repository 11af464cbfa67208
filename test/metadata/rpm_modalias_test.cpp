#include "metadata/rpm_modalias.h"

#include "kit/kit.h"

namespace ko2alias::test {
namespace {

strings texts_of(const std::vector<MergedTexts>& runs) {
  strings texts;
  for (const MergedTexts& run : runs) texts.push_back(run.text());
  return texts;
}

}  // namespace

TEST_CASE("rpm: the flavour stands behind the last dash of the release", "[metadata]") {
  CHECK(flavour_of("6.12.117-1-default SMP preempt") == "default");
  CHECK(flavour_of("6.12.117+deb13-amd64 SMP") == "amd64");
  CHECK(flavour_of("6.12.48 SMP a-b").empty());
}

TEST_CASE("rpm: escapes are two digits, and come back", "[metadata]") {
  CHECK(percent_encoded("of:N*Ca,b[0-4]?\t") == "of:N*Ca%2Cb%5B0%2D4%5D%3F%09");
  CHECK(percent_decoded("of:N*Ca%2Cb%5B0%2D4%5D%3f%09") == "of:N*Ca,b[0-4]?\t");
  CHECK(percent_decoded("a%2%zz%4") == "a%2%zz%4");
}

TEST_CASE("rpm: texts that differ in one place are merged", "[metadata]") {
  struct Row {
    strings texts;
    strings merged;
  };
  const Row row = GENERATE(values<Row>({
      {{"p:d10C2s*", "p:d10C0s*", "p:d10C3s*"}, {"p:d10C[023]s*"}},
      // One place only, and the group's first text is what counts.
      {{"p:d10", "p:d11", "p:d21"}, {"p:d1[01]", "p:d21"}},
      {{"p:d10", "p:d20", "p:d21"}, {"p:d[12]0", "p:d21"}},
      {{"p:d1", "p:d*"}, {"p:d*", "p:d1"}},
      {{"p:d1", "p:d12"}, {"p:d1", "p:d12"}},
      {{"a", "a"}, {"a"}},
  }));
  CHECK(texts_of(merged(row.texts, false)) == row.merged);
  CHECK(texts_of(merged(row.texts, true)) == row.merged);
}

TEST_CASE("rpm: nothing is merged within an escape or a bracket, but as the script does it",
          "[metadata]") {
  struct Row {
    strings texts;
    std::string script;
  };
  const Row row = GENERATE(values<Row>({{{"x:foo%2Da", "x:foo%2Ea"}, "x:foo%2[DE]a"},
                                        {{"x:%5B0%2D4%5D", "x:%5B0%2D5%5D"}, "x:%5B0%2D[45]%5D"},
                                        {{"x:[0-4]", "x:[0-5]"}, "x:[0-[45]]"}}));
  CHECK(texts_of(merged(row.texts, true)) == row.texts);
  const auto raw = merged(row.texts, false);
  CHECK(texts_of(raw) == strings{row.script});
  CHECK(raw.front().is_broken());
}

}  // namespace ko2alias::test
