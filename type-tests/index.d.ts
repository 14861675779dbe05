// tsd wants the declarations of the package it tests; here it tests those of the workspace
export {}
