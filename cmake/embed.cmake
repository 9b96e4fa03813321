# embed_texts(OUTPUT HEADER NAMESPACE [NAME FILE]…): writes a source file that defines, for each pair,
# NAMESPACE::NAME(), as HEADER declares it: the text of FILE.
function(embed_texts output header namespace)
  set(functions "")
  set(pairs ${ARGN})
  while(pairs)
    list(POP_FRONT pairs name file)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(READ ${file} text)
    string(APPEND functions
      "std::string_view ${name}() {\n  return std::string_view(R\"text(${text})text\");\n}\n\n")
  endwhile()
  file(CONFIGURE OUTPUT ${output} @ONLY CONTENT
"#include \"@header@\"

namespace @namespace@ {

@functions@}  // namespace @namespace@
")
endfunction()
